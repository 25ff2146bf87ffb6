package dev.klatch.provider.openai;

import dev.klatch.httpclient.HttpClientConfig;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.NetworkTransport;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallContext.Purpose;
import dev.klatch.provider.CallRecorder;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ProviderException;
import dev.klatch.testing.CollectingSink;
import dev.klatch.testing.Endpoints;
import dev.klatch.testing.UpstreamStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The adapter on a real connection to a stub. */
final class OpenAiFixture implements AutoCloseable {
  final UpstreamStub stub = new UpstreamStub();
  final NetworkTransport transport;
  final OpenAiProvider provider;

  OpenAiFixture() {
    this(HttpLimits.defaults(), Set.of());
  }

  OpenAiFixture(HttpLimits limits, Set<String> allowedAddresses) {
    HttpClientConfig defaults = HttpClientConfig.defaults();
    transport =
        new NetworkTransport(
            new HttpClientConfig(
                defaults.connect(), defaults.proxy(), allowedAddresses, Duration.ofMillis(20)));
    provider = new OpenAiProvider(transport, CallRecorder.NONE, limits);
  }

  EndpointConfig endpoint() {
    return Endpoints.at(stub.baseUrl()).build();
  }

  CollectingSink ask() throws ProviderException {
    return ask(endpoint(), question());
  }

  CollectingSink ask(EndpointConfig endpoint, ChatRequest request) throws ProviderException {
    CollectingSink sink = new CollectingSink();
    provider.chatModel(endpoint).stream(request, context(), sink);
    return sink;
  }

  static ChatRequest question() {
    return new ChatRequest(
        "some-model", List.of(ChatMessage.of(ChatMessage.Role.USER, "Hi")), Map.of(), true);
  }

  static CallContext context() {
    return new CallContext(Purpose.CHAT, "user-1", "c1", "m1", Map.of(), null, new Cancellation());
  }

  @Override
  public void close() {
    transport.close();
    stub.close();
  }
}
