package dev.klatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.HttpClientConfig;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.NetworkTransport;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallContext.Purpose;
import dev.klatch.provider.CallContext.UserCredentials;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.TokenUsage;
import dev.klatch.provider.openai.OpenAiProvider;
import dev.klatch.sql.Database;
import dev.klatch.telemetry.Secrets;
import dev.klatch.testing.CollectingSink;
import dev.klatch.testing.Endpoints;
import dev.klatch.testing.LogCapture;
import dev.klatch.testing.TestClock;
import dev.klatch.testing.UpstreamStub;
import dev.klatch.testing.UpstreamStub.Replies;
import dev.klatch.testing.UpstreamStub.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire record over a real connection and a real database; one subclass for each engine. */
abstract class WireRecordContract {
  private static final String KEY = "sk-planted-endpoint-key-0123456789";
  private static final String ANSWER =
      """
      data: {"id":"1","choices":[{"delta":{"content":"Hello"}}]}

      data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}

      data: [DONE]

      """;

  private final TestClock clock = new TestClock();
  private final UpstreamStub stub = new UpstreamStub();
  private final NetworkTransport transport = new NetworkTransport(HttpClientConfig.defaults());

  private Database database;
  private WireStore store;
  private WireRecorder recorder;

  abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new WireStore(database);
    recorder = recorder(WireConfig.defaults());
  }

  @AfterEach
  void close() {
    recorder.close();
    database.close();
    transport.close();
    stub.close();
  }

  @Test
  void keepsWhatWasSentAndWhatCame() throws ProviderException {
    ask(Replies.stream(ANSWER), endpoint(), context("u1", "c1", "m1").withAttempt(2));

    WireCall call = onlyCall("u1");
    assertEquals("chat", call.purpose());
    assertEquals(2, call.attempt());
    assertEquals("Custom", call.endpoint());
    assertEquals("some-model", call.model());
    assertEquals("POST", call.method());
    assertEquals(stub.baseUrl() + "/chat/completions", call.url());
    assertEquals(200, call.status());
    assertEquals(clock.instant().toEpochMilli(), call.startedAt().toEpochMilli());
    assertEquals(TokenUsage.reported(3, 4), call.usage());
    assertEquals(null, call.error());
    assertFalse(call.truncated());
    assertNotNull(call.connectMillis());
    assertNotNull(call.firstByteMillis());

    WireCall.Detail detail = store.find(call.id()).orElseThrow();
    assertEquals(stub.requests().getFirst().body(), detail.requestBody());
    assertEquals(ANSWER, detail.responseBody());
    assertTrue(detail.requestHeaders().stream().anyMatch(h -> h.isNamed("Host")));
    assertTrue(detail.responseHeaders().stream().anyMatch(h -> h.isNamed("Content-Type")));
  }

  @Test
  void keepsFailuresAndNamesTheRecordInThem() {
    ProviderException e =
        assertThrows(
            ProviderException.class,
            () ->
                ask(
                    Replies.json(401, "{\"error\":{\"message\":\"wrong key\"}}"),
                    endpoint(),
                    context("u1", "c1", "m1")));

    WireCall call = onlyCall("u1");
    assertEquals(e.wireId(), call.id());
    assertEquals(401, call.status());
    assertTrue(String.valueOf(call.error()).startsWith("authentication: "), call.error());
    assertTrue(store.find(call.id()).orElseThrow().responseBody().contains("wrong key"));
  }

  @Test
  void keepsCallsThatNeverConnected() {
    EndpointConfig nowhere = Endpoints.at("http://no-such-host.invalid/v1").build();
    assertThrows(
        ProviderException.class, () -> ask(Replies.silence(), nowhere, context("u1", "c1", "m1")));

    WireCall call = onlyCall("u1");
    assertEquals("http://no-such-host.invalid/v1/chat/completions", call.url());
    assertEquals(null, call.status());
    assertTrue(String.valueOf(call.error()).startsWith("network: "), call.error());
  }

  private EndpointConfig endpointWithSecrets() {
    return Endpoints.at("http://127.0.0.1:" + stub.port() + "/v1/x?api_key=query-secret-5555&v=1")
        .direct()
        .apiKey(EndpointConfig.USER_PROVIDED)
        .headers(
            Map.of(
                "X-Api-Key", "header-secret-1111",
                "Cookie", "session=cookie-secret-2222",
                "X-Fed", "{{LIBRECHAT_OPENID_ACCESS_TOKEN}}"))
        .build();
  }

  private static CallContext contextWithSecrets(String own) {
    return new CallContext(
        Purpose.CHAT,
        "u1",
        "c1",
        "m1",
        Map.of("LIBRECHAT_OPENID_ACCESS_TOKEN", "federated-token-3333"),
        new UserCredentials(own, null),
        new Cancellation());
  }

  @Test
  void storesNoSecret() throws ProviderException {
    Secrets.register("process-secret-aaaa-bbbb");
    LogCapture log = LogCapture.begin();
    String own = "user-own-key-qwertz";
    String echo =
        own
            + " header-secret-1111 federated-token-3333 process-secret-aaaa-bbbb query-secret-5555"
            + " sk-proj-abcdefghij0123456789 AIzaSyA1234567890abcdefghijklmnopqrstuv";
    ProviderException e =
        assertThrows(
            ProviderException.class,
            () ->
                ask(
                    Replies.json(
                        400,
                        "{\"error\":{\"message\":\"refused: " + echo + "\"}}",
                        "Set-Cookie: a=reply-cookie-4444"),
                    endpointWithSecrets(),
                    contextWithSecrets(own),
                    "my key is " + own + " and sk-proj-abcdefghij0123456789"));

    assertTrue(stub.requests().getFirst().body().contains(own), "the planted secrets were sent");
    String stored = everythingStored("u1");
    for (String secret :
        List.of(
            own,
            "header-secret-1111",
            "cookie-secret-2222",
            "federated-token-3333",
            "reply-cookie-4444",
            "query-secret-5555",
            "process-secret-aaaa-bbbb",
            "sk-proj-abcdefghij0123456789",
            "AIzaSyA1234567890abcdefghijklmnopqrstuv")) {
      assertFalse(stored.contains(secret), secret + " is stored in: " + stored);
      assertFalse(log.text().contains(secret), secret + " is logged in: " + log.text());
    }
    assertTrue(stored.contains("Bearer " + Secrets.MASK), stored);
    assertTrue(stored.contains("v=1"), stored);
    assertFalse(String.valueOf(e.getMessage()).contains("process-secret-aaaa-bbbb"));
    log.end();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void storesNoSecretThatLiesAcrossBlocks(boolean unbroken) throws ProviderException {
    // Every distance to the end of a block occurs.
    StringBuilder body = new StringBuilder("data: {\"choices\":[{\"delta\":{\"content\":\"");
    for (int i = 0; i < 2_000; i++) {
      body.append(KEY).append((unbroken ? "." : " x").repeat(i % 7)).append(unbroken ? "." : " ");
    }
    body.append("\"}}]}\n\ndata: [DONE]\n\n");
    ask(Replies.stream(body.toString()), endpoint(), context("u1", "c1", "m1"));

    String stored = store.find(onlyCall("u1").id()).orElseThrow().responseBody();
    assertTrue(stored.contains(Secrets.MASK));
    assertFalse(stored.contains(KEY));
    assertFalse(stored.contains("planted-endpoint"), "a part of the key is stored");
  }

  @Test
  void boundsWhatIsKeptOfABody() throws ProviderException {
    recorder.close();
    recorder = recorder(new WireConfig(10_000, 30, 1_000_000));
    String text = "é".repeat(20_000);
    ask(
        Replies.stream(
            "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\ndata: [DONE]\n\n"),
        endpoint(),
        context("u1", "c1", "m1"));

    WireCall.Detail detail = store.find(onlyCall("u1").id()).orElseThrow();
    assertTrue(detail.call().truncated());
    assertTrue(detail.responseBody().length() <= 10_000);
    assertTrue(detail.responseBody().startsWith("data: {\"choices\""));
  }

  @Test
  void listsByConversationAndMessageAndOnlyOnesOwn() throws ProviderException {
    ask(Replies.stream(ANSWER), endpoint(), context("u1", "c1", "m1"));
    ask(Replies.stream(ANSWER), endpoint(), context("u1", "c1", "m2"));
    ask(Replies.stream(ANSWER), endpoint(), context("u1", "c2", "m3"));
    ask(Replies.stream(ANSWER), endpoint(), context("u2", "c1", "m1"));
    recorder.flush();

    assertEquals(3, store.list("u1", null, null).size());
    assertEquals(2, store.list("u1", "c1", null).size());
    assertEquals(1, store.list("u1", "c1", "m2").size());
    assertEquals(1, store.list("u2", "c1", null).size());
    assertEquals(0, store.list("u3", "c1", null).size());

    store.deleteConversation("u1", "c1");
    assertEquals(1, store.list("u1", null, null).size());
    assertEquals(1, store.list("u2", null, null).size());
  }

  @Test
  void removesOldRecordsAndTheOldestBeyondTheSize() throws ProviderException {
    for (int i = 0; i < 4; i++) {
      ask(Replies.stream(ANSWER), endpoint(), context("u1", "c" + i, "m"));
      clock.advance(Duration.ofDays(1));
    }
    recorder.flush();
    store.purge(clock.instant().minus(Duration.ofDays(3)), 1_000_000);
    assertEquals(3, store.list("u1", null, null).size());

    store.purge(clock.instant().minus(Duration.ofDays(30)), 3_000);
    List<WireCall> rest = store.list("u1", null, null);
    assertTrue(rest.size() < 3 && !rest.isEmpty(), "left: " + rest.size());
    assertEquals("c3", rest.getLast().conversationId());
  }

  @Test
  void keepsNothingWhenSwitchedOff() throws ProviderException {
    recorder.close();
    recorder = recorder(new WireConfig(1_000, 0, 1_000_000));
    ask(Replies.stream(ANSWER), endpoint(), context("u1", "c1", "m1"));
    recorder.flush();

    assertEquals(0, store.list("u1", null, null).size());
  }

  private WireRecorder recorder(WireConfig config) {
    return new WireRecorder(store, config, clock);
  }

  private void ask(Script reply, EndpointConfig endpoint, CallContext context)
      throws ProviderException {
    ask(reply, endpoint, context, "Hi");
  }

  private void ask(Script reply, EndpointConfig endpoint, CallContext context, String text)
      throws ProviderException {
    stub.then(reply);
    ChatRequest request =
        new ChatRequest(
            "some-model",
            List.of(ChatMessage.of(ChatMessage.Role.USER, text)),
            Endpoints.fields("{\"stream_options\":{}}"),
            true);
    new OpenAiProvider(transport, recorder, HttpLimits.defaults())
        .chatModel(endpoint).stream(request, context, new CollectingSink());
  }

  private EndpointConfig endpoint() {
    return Endpoints.at(stub.baseUrl()).apiKey(KEY).drop("stream_options").build();
  }

  private static CallContext context(
      @Nullable String user, String conversationId, String messageId) {
    return new CallContext(
        Purpose.CHAT, user, conversationId, messageId, Map.of(), null, new Cancellation());
  }

  private WireCall onlyCall(String user) {
    recorder.flush();
    List<WireCall> calls = store.list(user, null, null);
    assertEquals(1, calls.size());
    return calls.getFirst();
  }

  /** Every text of every record, unpacked. */
  private String everythingStored(String user) {
    recorder.flush();
    StringBuilder text = new StringBuilder();
    for (WireCall call : store.list(user, null, null)) {
      WireCall.Detail detail = store.find(call.id()).orElseThrow();
      text.append(call).append(detail.requestBody()).append(detail.responseBody());
      detail.requestHeaders().forEach(h -> text.append(h.name()).append(h.value()));
      detail.responseHeaders().forEach(h -> text.append(h.name()).append(h.value()));
      text.append(detail.requestHeaders().stream().map(h -> h.value()).toList());
    }
    return text.toString();
  }
}
