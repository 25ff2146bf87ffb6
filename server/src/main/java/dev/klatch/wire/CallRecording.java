package dev.klatch.wire;

import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpFailure;
import dev.klatch.httpclient.OutboundRequest;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.RecordedCall;
import dev.klatch.provider.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The record of a call under way. Used by the call's thread only. */
final class CallRecording implements RecordedCall {
  private static final int MAX_ERROR = 2_000;

  private final String id;
  private final CallContext context;
  private final EndpointConfig endpoint;
  private final String model;
  private final Instant startedAt;
  private final long startedNanos = System.nanoTime();
  private final Consumer<WireCall.Stored> done;
  private final BodyCapture requestBody;
  private final BodyCapture responseBody;
  private final Set<String> secrets = new TreeSet<>();

  private Redactor redactor;
  private String method = "";
  private String url = "";
  private List<Header> requestHeaders = List.of();
  private List<Header> responseHeaders = List.of();
  private @Nullable Integer status;
  private @Nullable Integer connectMillis;
  private @Nullable Integer firstByteMillis;
  private int totalMillis = -1;
  private boolean bodyTaken;
  private boolean completed;

  CallRecording(
      String id,
      CallContext context,
      EndpointConfig endpoint,
      String model,
      int maxBody,
      Instant startedAt,
      Consumer<WireCall.Stored> done) {
    this.id = id;
    this.context = context;
    this.endpoint = endpoint;
    this.model = model;
    this.startedAt = startedAt;
    this.done = done;
    this.requestBody = new BodyCapture(maxBody);
    this.responseBody = new BodyCapture(maxBody);
    if (!endpoint.userProvidesKey()) {
      secrets.add(endpoint.apiKey().strip());
    }
    CallContext.UserCredentials user = context.credentials();
    if (user != null) {
      secrets.add(user.apiKey().strip());
    }
    for (Map.Entry<String, String> value : context.placeholders().entrySet()) {
      if (value.getKey().endsWith("TOKEN")) {
        secrets.add(value.getValue());
      }
    }
    this.redactor = new Redactor(secrets);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void sent(OutboundRequest request, List<Header> headers) {
    connectMillis = elapsed();
    take(request, headers);
  }

  private void take(OutboundRequest request, List<Header> headers) {
    secrets.addAll(Redactor.secretValues(headers));
    secrets.addAll(Redactor.secretValues(request.uri()));
    redactor = new Redactor(secrets);
    method = request.method();
    url = redactor.url(request.uri());
    requestHeaders = redactor.headers(headers);
    byte[] body = request.body();
    if (body != null && !bodyTaken) {
      bodyTaken = true; // a redirect sends it again
      requestBody.add(body, 0, body.length, redactor);
    }
  }

  @Override
  public void prepared(OutboundRequest request) {
    // Where no connection comes about, this is all there is to show.
    method = request.method();
    secrets.addAll(Redactor.secretValues(request.headers()));
    secrets.addAll(Redactor.secretValues(request.uri()));
    redactor = new Redactor(secrets);
    url = redactor.url(request.uri());
    requestHeaders = redactor.headers(request.headers());
  }

  @Override
  public void responded(int replyStatus, List<Header> headers) {
    firstByteMillis = elapsed();
    status = replyStatus;
    responseHeaders = redactor.headers(headers);
  }

  @Override
  public void received(byte[] buffer, int offset, int length) {
    responseBody.add(buffer, offset, length, redactor);
  }

  @Override
  public void ended(@Nullable HttpFailure failure) {
    totalMillis = elapsed();
  }

  @Override
  public void complete(@Nullable TokenUsage usage, @Nullable ProviderException failure) {
    if (completed) {
      return;
    }
    completed = true;
    byte[] sentBytes = requestBody.finish(redactor);
    byte[] receivedBytes = responseBody.finish(redactor);
    done.accept(
        new WireCall.Stored(
            call(usage, failure), requestHeaders, sentBytes, responseHeaders, receivedBytes));
  }

  private WireCall call(@Nullable TokenUsage usage, @Nullable ProviderException failure) {
    return new WireCall(
        id,
        context.userId(),
        context.conversationId(),
        context.messageId(),
        context.purpose().wireName(),
        context.attempt(),
        endpoint.name(),
        model,
        method,
        url,
        status,
        startedAt,
        connectMillis,
        firstByteMillis,
        totalMillis < 0 ? elapsed() : totalMillis,
        usage,
        failure == null ? null : error(failure),
        requestBody.isTruncated() || responseBody.isTruncated());
  }

  private String error(ProviderException failure) {
    String text = failure.kind().wireName() + ": " + failure.getMessage();
    return redactor.text(text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) + " …" : text);
  }

  private int elapsed() {
    return (int) Math.min(Integer.MAX_VALUE, (System.nanoTime() - startedNanos) / 1_000_000);
  }
}
