package dev.klatch.provider.openai;

import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpFailure;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.httpclient.OutboundRequest;
import dev.klatch.json.Json;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallRecorder;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.provider.RecordedCall;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks an endpoint which models it offers. */
final class ModelList {
  private static final HttpLimits LIMITS = HttpLimits.within(Duration.ofSeconds(5));

  /** What the OpenAI API lists beside chat models. */
  private static final Pattern OPENAI_CHAT =
      Pattern.compile("gpt-.*|o\\d.*|.*chat-latest.*|text-davinci-003");

  private static final Pattern OPENAI_OTHER = Pattern.compile(".*(audio|realtime).*");

  private final EndpointConfig endpoint;
  private final HttpTransport transport;
  private final CallRecorder recorder;

  ModelList(EndpointConfig endpoint, HttpTransport transport, CallRecorder recorder) {
    this.endpoint = endpoint;
    this.transport = transport;
    this.recorder = recorder;
  }

  List<ModelInfo> fetch(CallContext context) throws ProviderException {
    Target target = Target.of(endpoint, context);
    if (endpoint.name().toLowerCase(Locale.ROOT).startsWith("ollama")) {
      try {
        URI root = target.uri(target.baseUrl());
        String address = root.getScheme() + "://" + root.getRawAuthority() + "/api/tags";
        return tags(get(target, target.uri(address), context));
      } catch (ProviderException e) {
        if (e.kind() == Kind.CANCELLED) {
          throw e;
        }
        // A proxy in front may serve the common list only.
      }
    }
    String root = target.listRoot();
    if (root == null) {
      throw ProviderException.of(Kind.NOT_AN_API, endpoint.name() + " has no model list.").build();
    }
    String query =
        endpoint.userIdQuery() && context.userId() != null
            ? "?user=" + URLEncoder.encode(context.userId(), StandardCharsets.UTF_8)
            : "";
    URI address = target.uri(root + "/models" + query);
    return filtered(models(get(target, address, context), address), address);
  }

  private JsonNode get(Target target, URI address, CallContext context) throws ProviderException {
    OutboundRequest request =
        OutboundRequest.get(address, target.headers(context), target.guarded(), LIMITS);
    RecordedCall record = recorder.begin(context, endpoint, "");
    HttpCall call = transport.newCall(request, record);
    ProviderException failure = null;
    try (call) {
      context.cancellation().onCancel(call::cancel);
      OpenAiChatModel.open(call, request, record.id());
      return Json.MAPPER.readTree(Bodies.read(call, new byte[0], Bodies.MAX_ANSWER));
    } catch (HttpFailure e) {
      failure = UpstreamFailures.ofTransport(e, false).wireId(record.id()).build();
      throw failure;
    } catch (JacksonException e) {
      failure =
          ProviderException.of(Kind.NOT_AN_API, address + " did not answer with JSON.")
              .status(call.status())
              .wireId(record.id())
              .build();
      throw failure;
    } catch (ProviderException e) {
      failure = e;
      throw e;
    } finally {
      context.cancellation().onCancel(null);
      record.complete(null, failure);
    }
  }

  private static List<ModelInfo> tags(JsonNode reply) throws ProviderException {
    List<ModelInfo> models = new ArrayList<>();
    for (JsonNode model : reply.path("models")) {
      String name = Json.text(model, "name");
      if (name != null) {
        models.add(ModelInfo.of(name));
      }
    }
    if (!reply.path("models").isArray()) {
      throw ProviderException.of(Kind.NOT_AN_API, "No model tags in the reply.").build();
    }
    return models;
  }

  private static List<ModelInfo> models(JsonNode reply, URI address) throws ProviderException {
    // together.ai answers with the bare array.
    JsonNode list = reply.isArray() ? reply : reply.path("data");
    if (!list.isArray()) {
      list = reply.path("models");
    }
    if (!list.isArray()) {
      throw ProviderException.of(
              Kind.NOT_AN_API, address + " answered without a list of models in \"data\".")
          .build();
    }
    List<ModelInfo> models = new ArrayList<>();
    for (JsonNode item : list) {
      String id = item.isString() ? item.stringValue() : Json.text(item, "id");
      if (id != null && !id.isBlank()) {
        models.add(new ModelInfo(id, null, context(item), price(item)));
      }
    }
    return models;
  }

  private static @Nullable Integer context(JsonNode item) {
    JsonNode context = item.get("context_length");
    return context != null && context.canConvertToInt() ? context.intValue() : null;
  }

  /** Prices per token, as text, become USD per million tokens. */
  private static EndpointConfig.@Nullable TokenPrice price(JsonNode item) {
    JsonNode pricing = item.get("pricing");
    if (pricing == null || !pricing.isObject()) {
      return null;
    }
    if ("openrouter/auto".equals(Json.text(item, "id"))) {
      // It lists -1; what it picks costs about this.
      return new EndpointConfig.TokenPrice(10.0, 30.0, context(item), null, null);
    }
    return new EndpointConfig.TokenPrice(
        perMillion(pricing.get("prompt")),
        perMillion(pricing.get("completion")),
        context(item),
        perMillion(pricing.get("input_cache_read")),
        perMillion(pricing.get("input_cache_write")));
  }

  private static @Nullable Double perMillion(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    try {
      double price = Double.parseDouble(value.asString()) * 1_000_000;
      return price >= 0 && Double.isFinite(price) ? Math.round(price * 1e6) / 1e6 : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static List<ModelInfo> filtered(List<ModelInfo> models, URI address) {
    if (!"api.openai.com".equals(address.getHost())) {
      return models;
    }
    List<ModelInfo> chat = new ArrayList<>();
    List<ModelInfo> instruct = new ArrayList<>();
    for (ModelInfo model : models) {
      if (OPENAI_CHAT.matcher(model.id()).matches()
          && !OPENAI_OTHER.matcher(model.id()).matches()) {
        (model.id().contains("instruct") ? instruct : chat).add(model);
      }
    }
    chat.addAll(instruct);
    return chat;
  }
}
