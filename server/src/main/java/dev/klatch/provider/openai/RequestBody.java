package dev.klatch.provider.openai;

import dev.klatch.json.Json;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.EndpointConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Assembles the body of a chat completions request. Order of precedence, weakest first: the user's
 * parameters, defaults of {@code paramDefinitions} (only where nothing is set), {@code addParams},
 * what the model is known to refuse, {@code dropParams}.
 */
final class RequestBody {
  /** Model ids that refuse sampling parameters: o1, o3, gpt-5 and their sizes, not gpt-5.1. */
  private static final Pattern FIXED_SAMPLING =
      Pattern.compile("\\b(o[13]|gpt-5)(?!\\.|-chat)(?:-|$)");

  private static final Pattern SEARCH_MODEL = Pattern.compile("gpt-4o.*search");

  /** Model ids that know the output limit by its newer name only. */
  private static final Pattern COMPLETION_LIMIT =
      Pattern.compile("(\\bgpt-[5-9])|(\\bo[1-9]\\d*(-|$))");

  private static final Set<String> SAMPLING =
      Set.of(
          "frequency_penalty",
          "presence_penalty",
          "temperature",
          "top_p",
          "logit_bias",
          "n",
          "logprobs");

  private static final Set<String> SEARCH_REFUSES =
      Set.of("seed", "stop", "response_format", "user", "top_k", "reasoning", "reasoning_effort");

  private final EndpointConfig endpoint;
  private final ChatRequest request;
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();

  private RequestBody(EndpointConfig endpoint, ChatRequest request) {
    this.endpoint = endpoint;
    this.request = request;
  }

  /**
   * @param askUsage whether to ask a streaming endpoint for token counts
   */
  static ObjectNode of(
      EndpointConfig endpoint, ChatRequest request, CallContext context, boolean askUsage) {
    RequestBody body = new RequestBody(endpoint, request);
    new TreeMap<>(request.parameters()).forEach(body::put);
    body.putUser(context.userId());
    body.putDefaults();
    new TreeMap<>(endpoint.addParams()).forEach(body::put);
    Reasoning.shape(endpoint, request.model(), body.fields);
    body.dropWhatTheModelRefuses();
    body.renameOutputLimit();
    body.putStreaming(askUsage);
    body.dropConfigured();
    ObjectNode json = Json.object();
    json.put("model", request.model());
    json.set("messages", MessageEncoding.encode(endpoint, request));
    body.fields.forEach(json::set);
    return json;
  }

  private void put(String name, JsonNode value) {
    String wire = ParameterNames.onWire(name);
    JsonNode sendable = sendable(wire, value);
    if (sendable == null
        || ParameterNames.APPLICATION_ONLY.contains(wire)
        || wire.equals("stream")
        || wire.equals("messages")
        || wire.equals("model")) {
      return;
    }
    if (ParameterNames.OUTPUT_LIMITS.contains(wire)) {
      fields.keySet().removeAll(ParameterNames.OUTPUT_LIMITS);
    }
    fields.put(wire, sendable);
  }

  /** Null for what means "not set": null, blank text, empty list, a number that is none. */
  private static @Nullable JsonNode sendable(String wire, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    if (value.isString() && value.stringValue().isBlank()) {
      return null;
    }
    if (wire.equals("stop") && value.isArray() && value.isEmpty()) {
      return null;
    }
    if (ParameterNames.NUMBERS.contains(wire)) {
      return number(value);
    }
    return value;
  }

  private static @Nullable JsonNode number(JsonNode value) {
    if (value.isNumber()) {
      return Double.isFinite(value.doubleValue()) ? value : null;
    }
    if (!value.isString()) {
      return null;
    }
    String text = value.stringValue().strip();
    try {
      double number = Double.parseDouble(text);
      if (!Double.isFinite(number)) {
        return null;
      }
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? JsonNodeFactory.instance.numberNode((long) number)
          : JsonNodeFactory.instance.numberNode(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void putUser(@Nullable String userId) {
    if (userId != null && endpoint.type() != EndpointConfig.Type.SIMULATOR) {
      fields.put("user", JsonNodeFactory.instance.stringNode(userId));
    }
  }

  private void putDefaults() {
    JsonNode definitions = endpoint.customParams().get("paramDefinitions");
    if (definitions == null || !definitions.isArray()) {
      return;
    }
    for (JsonNode definition : definitions) {
      String key = Json.text(definition, "key");
      JsonNode value = definition.get("default");
      if (key != null && value != null && !isSet(key)) {
        put(key, value);
      }
    }
  }

  private boolean isSet(String name) {
    return ParameterNames.family(name).stream().anyMatch(fields::containsKey);
  }

  private void dropWhatTheModelRefuses() {
    String model = request.model();
    if (SEARCH_MODEL.matcher(model).find()) {
      fields.keySet().removeAll(SAMPLING);
      fields.keySet().removeAll(SEARCH_REFUSES);
    } else if (FIXED_SAMPLING.matcher(model).find()) {
      fields.keySet().removeAll(SAMPLING);
    }
  }

  private void renameOutputLimit() {
    if (COMPLETION_LIMIT.matcher(request.model()).find() && fields.containsKey("max_tokens")) {
      fields.put("max_completion_tokens", fields.remove("max_tokens"));
    }
  }

  private void putStreaming(boolean askUsage) {
    boolean streaming = isStreaming(request);
    fields.put("stream", JsonNodeFactory.instance.booleanNode(streaming));
    if (!streaming) {
      fields.remove("stream_options");
    } else if (askUsage && !fields.containsKey("stream_options")) {
      fields.put("stream_options", Json.object().put("include_usage", true));
    }
  }

  private void dropConfigured() {
    for (String name : endpoint.dropParams()) {
      fields.keySet().removeAll(ParameterNames.family(name));
      switch (name) {
        case "reasoning_effort", "reasoningEffort" -> fields.remove("reasoning");
        case "reasoning_summary" -> removeReasoning("summary");
        case "reasoning_mode" -> removeReasoning("mode");
        case "reasoning_context" -> removeReasoning("context");
        case "web_search" -> fields.remove("plugins");
        case "streamUsage" -> fields.remove("stream_options");
        default -> {}
      }
    }
    if (!fields.containsKey("stream")) {
      fields.remove("stream_options");
    }
  }

  private void removeReasoning(String member) {
    if (fields.get("reasoning") instanceof ObjectNode reasoning) {
      ObjectNode rest = reasoning.deepCopy();
      rest.remove(member);
      fields.put("reasoning", rest);
    }
  }

  /** Whether the answer is asked for as a stream. */
  static boolean isStreaming(ChatRequest request) {
    JsonNode disabled = request.parameters().get("disableStreaming");
    return request.streaming()
        && !(disabled != null && disabled.isBoolean() && disabled.booleanValue());
  }

  /** Whether the configuration lets us ask a streaming endpoint for token counts. */
  static boolean mayAskUsage(EndpointConfig endpoint) {
    JsonNode wish = endpoint.addParams().get("streamUsage");
    return !(wish != null && wish.isBoolean() && !wish.booleanValue())
        && endpoint.dropParams().stream()
            .noneMatch(n -> n.equals("streamUsage") || n.equals("stream_options"));
  }
}
