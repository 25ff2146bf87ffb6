package dev.klatch.provider.openai;

import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpFailure;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.httpclient.OutboundRequest;
import dev.klatch.json.Json;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallRecorder;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.RecordedCall;
import dev.klatch.provider.StreamSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chat completions of one endpoint. */
final class OpenAiChatModel implements ChatModel {
  private final EndpointConfig endpoint;
  private final HttpTransport transport;
  private final CallRecorder recorder;
  private final HttpLimits limits;

  /** Addresses that refused to be asked for token counts; shared by all models of the provider. */
  private final Set<String> refusesUsage;

  OpenAiChatModel(
      EndpointConfig endpoint,
      HttpTransport transport,
      CallRecorder recorder,
      HttpLimits limits,
      Set<String> refusesUsage) {
    this.endpoint = endpoint;
    this.transport = transport;
    this.recorder = recorder;
    this.limits = limits;
    this.refusesUsage = refusesUsage;
  }

  @Override
  public void stream(ChatRequest request, CallContext context, StreamSink sink)
      throws ProviderException {
    Target target = Target.of(endpoint, context);
    boolean askUsage =
        RequestBody.isStreaming(request)
            && RequestBody.mayAskUsage(endpoint)
            && !refusesUsage.contains(target.baseUrl());
    try {
      exchange(target, request, context, sink, askUsage);
    } catch (ProviderException e) {
      if (!askUsage || !isRefusalOfUsage(e)) {
        throw e;
      }
      // An older or strict server does not know stream_options: do without, from now on.
      refusesUsage.add(target.baseUrl());
      exchange(target, request, context, sink, false);
    }
  }

  private static boolean isRefusalOfUsage(ProviderException e) {
    Integer status = e.status();
    String body = e.body();
    return status != null
        && (status == 400 || status == 422)
        && (body == null
            || body.isBlank()
            || body.contains("stream_options")
            || body.contains("include_usage"));
  }

  private void exchange(
      Target target, ChatRequest request, CallContext context, StreamSink sink, boolean askUsage)
      throws ProviderException {
    byte[] body = Json.writeBytes(RequestBody.of(endpoint, request, context, askUsage));
    List<Header> headers = target.headers(context);
    headers.add(new Header("Content-Type", "application/json"));
    OutboundRequest outbound =
        new OutboundRequest("POST", target.completions(), headers, body, target.guarded(), limits);
    RecordedCall record = recorder.begin(context, endpoint, request.model());
    HttpCall call = transport.newCall(outbound, record);
    AnswerReader answer =
        new AnswerReader(
            call,
            sink,
            target.completions().toString(),
            record.id(),
            Reasoning.replyField(endpoint));
    ProviderException failure = null;
    try (call) {
      context.cancellation().onCancel(call::cancel);
      open(call, outbound, record.id());
      answer.read();
    } catch (ProviderException e) {
      failure = e;
      throw e;
    } finally {
      context.cancellation().onCancel(null);
      record.complete(answer.usage(), failure);
    }
  }

  /** Sends the request and makes sure that the reply is a success. */
  static void open(HttpCall call, OutboundRequest request, @Nullable String wireId)
      throws ProviderException {
    try {
      call.execute();
      if (call.status() / 100 == 2) {
        return;
      }
      byte[] body = Bodies.read(call, new byte[0], Bodies.MAX_ERROR);
      String text = new String(body, StandardCharsets.UTF_8);
      throw UpstreamFailures.ofReply(call.status(), call.headers(), text, request.uri().toString())
          .wireId(wireId)
          .build();
    } catch (HttpFailure e) {
      throw UpstreamFailures.ofTransport(e, false).wireId(wireId).build();
    }
  }
}
