package dev.klatch.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.testing.CollectingSink;
import dev.klatch.testing.Endpoints;
import dev.klatch.testing.UpstreamStub.Replies;
import dev.klatch.testing.UpstreamStub.Script;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers do wrong, and what is made of it. */
class BadAnswersTest {
  private static final String HELLO = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n";
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body></body></html>";

  private final OpenAiFixture fixture = new OpenAiFixture();
  private final CollectingSink sink = new CollectingSink();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|{\"error\":{\"message\":\"Incorrect API key provided:"
            + " ****\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}|AUTHENTICATION|",
        "401||AUTHENTICATION|",
        "403|{\"error\":{\"message\":\"Country, region, or territory not"
            + " supported\"}}|AUTHENTICATION|",
        "403|{\"error\":{\"message\":\"Your chosen model requires moderation and your input was"
            + " flagged\",\"code\":403}}|CONTENT_FILTER|",
        "400|[{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API"
            + " key.\",\"status\":\"INVALID_ARGUMENT\"}}]|AUTHENTICATION|",
        "402|{\"error\":{\"message\":\"Insufficient"
            + " Balance\",\"type\":\"unknown_error\",\"param\":null,\"code\":\"invalid_request_error\"}}|QUOTA|",
        "429|{\"error\":{\"message\":\"You exceeded your current quota, please check your"
            + " plan\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}|QUOTA|",
        "429|{\"error\":{\"message\":\"Rate limit reached for"
            + " gpt-4o\",\"code\":\"rate_limit_exceeded\"}}|RATE_LIMIT|",
        "429|{\"message\":\"Requests rate limit exceeded\"}|RATE_LIMIT|",
        "429||RATE_LIMIT|",
        "400|{\"error\":{\"message\":\"This model's maximum context length is 8192"
            + " tokens.\",\"code\":\"context_length_exceeded\",\"param\":\"messages\"}}|CONTEXT_LENGTH|",
        "400|{\"error\":{\"message\":\"The response was filtered due to the prompt triggering"
            + " content management"
            + " policy\",\"code\":\"content_filter\",\"param\":\"prompt\"}}|CONTENT_FILTER|",
        "400|{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported here.\",\"type\":\"invalid_request_error\",\"param\":\"max_tokens\",\"code\":\"unsupported_parameter\"}}|BAD_REQUEST|max_tokens",
        "400|{\"error\":{\"message\":\"Unrecognized request argument supplied:"
            + " chat_template_kwargs\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}|BAD_REQUEST|chat_template_kwargs",
        "400|{\"error\":{\"message\":\"property 'frequency_penalty' is"
            + " unsupported\",\"type\":\"invalid_request_error\"}}|BAD_REQUEST|frequency_penalty",
        "422|{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"user\"],\"msg\":\"Extra"
            + " inputs are not permitted\",\"input\":\"x\"}]}|BAD_REQUEST|user",
        "422|{\"object\":\"error\",\"message\":{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"presence_penalty\"],\"msg\":\"Extra"
            + " inputs are not"
            + " permitted\"}]},\"type\":\"invalid_request_error\"}|BAD_REQUEST|presence_penalty",
        "404|{\"error\":{\"message\":\"The model `gpt-9` does not exist or you do not have access"
            + " to it.\",\"code\":\"model_not_found\"}}|MODEL_NOT_FOUND|",
        "404|{\"error\":{\"message\":\"model \\\"llama9\\\" not found, try pulling it"
            + " first\"}}|MODEL_NOT_FOUND|",
        "400|{\"error\":{\"message\":\"foo/bar is not a valid model"
            + " ID\",\"code\":400}}|MODEL_NOT_FOUND|",
        "404|404 page not found|NOT_AN_API|",
        "404|{\"detail\":\"Not Found\"}|NOT_AN_API|",
        "405|Method Not Allowed|NOT_AN_API|",
        "500|{\"error\":{\"message\":\"The server had an error\"}}|PROVIDER_ERROR|",
        "503|no healthy upstream|PROVIDER_ERROR|",
        "400|{\"error\":{\"message\":\"Invalid value for a parameter.\"}}|BAD_REQUEST|",
        "400|{\"error\":\"bad things\"}|BAD_REQUEST|"
      })
  void refusals(int status, String body, Kind kind, String parameter) {
    fixture.stub.always(Replies.json(status, body == null ? "" : body));
    ProviderException e = fails();

    assertEquals(kind, e.kind(), e.getMessage());
    assertEquals(status, e.status());
    assertEquals(body == null ? "" : body, e.body());
    assertEquals(parameter, e.parameter());
  }

  @Test
  void aWebPage() {
    ProviderException found = fails(Replies.whole(404, "text/html", PAGE));
    ProviderException ok = fails(Replies.whole(200, "text/html", PAGE));

    assertEquals(Kind.NOT_AN_API, found.kind());
    assertTrue(message(found).contains("404 Not Found"), found.getMessage());
    assertTrue(message(found).contains("/v1/chat/completions"), found.getMessage());
    assertEquals(Kind.NOT_AN_API, ok.kind());
    assertEquals(PAGE, ok.body());
    assertEquals(Kind.PROVIDER_ERROR, fails(Replies.whole(502, "text/html", PAGE)).kind());
  }

  @Test
  void aRedirectElsewhere() {
    ProviderException e =
        fails(Replies.whole(302, "text/plain", "", "Location: https://elsewhere.example/login"));

    assertEquals(Kind.NOT_AN_API, e.kind());
    assertTrue(message(e).contains("https://elsewhere.example/login"), e.getMessage());
  }

  @Test
  void someOtherText() {
    ProviderException e = fails(Replies.whole(200, "text/plain", "upstream is napping"));

    assertEquals(Kind.NOT_AN_API, e.kind());
    assertTrue(message(e).contains("upstream is napping"), e.getMessage());
  }

  @Test
  void aStreamThatIsCut() {
    ProviderException broken = fails(Replies.cutStream(HELLO));
    ProviderException ended = fails(Replies.stream(HELLO));

    assertEquals(Kind.CUT_STREAM, broken.kind());
    assertEquals(Kind.CUT_STREAM, ended.kind());
    assertEquals("HelHel", sink.text());
  }

  @Test
  void aStreamCutAfterItsEndIsWhole() throws ProviderException {
    fixture.stub.then(
        Replies.cutStream(
            HELLO + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"));

    assertEquals("stop", fixture.ask().finishReason());
  }

  @Test
  void anErrorInTheMiddle() {
    ProviderException e =
        fails(
            Replies.stream(
                HELLO
                    + "event: error\n"
                    + "data: {\"error\":{\"message\":\"Overloaded\",\"code\":529}}\n\n"));

    assertEquals(Kind.PROVIDER_ERROR, e.kind());
    assertEquals(529, e.status());
    assertTrue(message(e).contains("Overloaded"), e.getMessage());
    assertEquals("Hel", sink.text());
  }

  @Test
  void anErrorDressedAsSuccess() {
    assertEquals(
        Kind.RATE_LIMIT,
        fails(Replies.json(200, "{\"error\":{\"message\":\"Rate limit exceeded\",\"code\":429}}"))
            .kind());
    assertEquals(
        Kind.PROVIDER_ERROR,
        fails(Replies.stream("data: {\"object\":\"error\",\"message\":\"CUDA out of memory\"}\n\n"))
            .kind());
  }

  @Test
  void invalidJson() {
    ProviderException chunk = fails(Replies.stream(HELLO + "data: {\"choices\":[{\"del\n\n"));
    ProviderException whole = fails(Replies.json(200, "{\"choices\": oops}"));

    assertEquals(Kind.PROVIDER_ERROR, chunk.kind());
    assertTrue(message(chunk).contains("not valid JSON"), chunk.getMessage());
    assertEquals("Hel", sink.text());
    assertEquals(Kind.PROVIDER_ERROR, whole.kind());
    assertEquals("{\"choices\": oops}", whole.body());
  }

  @Test
  void nothingAtAll() {
    assertEquals(Kind.EMPTY, fails(Replies.stream("data: [DONE]\n\n")).kind());
    assertEquals(Kind.EMPTY, fails(Replies.json(200, "")).kind());
    assertEquals(Kind.EMPTY, fails(Replies.json(200, "{\"choices\":[]}")).kind());
    assertEquals(
        Kind.EMPTY,
        fails(
                Replies.stream(
                    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"))
            .kind());
    assertEquals(
        Kind.CONTENT_FILTER,
        fails(
                Replies.stream(
                    "data:"
                        + " {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\n"))
            .kind());
  }

  @Test
  void nobodyThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ProviderException refused = failsAt("http://127.0.0.1:" + port + "/v1");
    ProviderException unknown = failsAt("http://no-such-host.invalid/v1");

    assertEquals(Kind.NETWORK, refused.kind());
    assertTrue(message(refused).contains("127.0.0.1:" + port), refused.getMessage());
    assertEquals(Kind.NETWORK, unknown.kind());
    assertTrue(message(unknown).contains("no-such-host.invalid"), unknown.getMessage());
    assertEquals(Kind.BAD_REQUEST, failsAt("api.example.com/v1").kind());
  }

  @Test
  void aConnectionThatBreaksBeforeTheAnswer() {
    assertEquals(
        Kind.NETWORK,
        fails(
                (request, connection) -> {
                  connection.reset();
                  return false;
                })
            .kind());
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After: 7, 7000",
    "Retry-After: 0.5, 500",
    "retry-after-ms: 1500, 1500",
    "x-ratelimit-reset-tokens: 6m1s, 361000",
    "x-ratelimit-reset-tokens: 350ms, 350"
  })
  void howLongToWait(String header, long millis) {
    ProviderException e = fails(Replies.json(429, "{}", header));

    assertEquals(millis, e.retryAfterMillis());
  }

  @Test
  void whenToComeBack() {
    ProviderException e =
        fails(
            Replies.json(
                503,
                "{}",
                "Date: Fri, 20 Nov 2026 10:00:00 GMT",
                "Retry-After: Fri, 20 Nov 2026 10:00:20 GMT"));

    assertEquals(20_000, e.retryAfterMillis());
  }

  @Test
  void theBodyIsKeptInBounds() {
    ProviderException e = fails(Replies.json(500, "x".repeat(200_000)));

    assertEquals(64 * 1024, String.valueOf(e.body()).length());
    assertTrue(message(e).length() < 3_000);
  }

  @Test
  void aServerThatDoesNotKnowHowToCountIsAskedOnce() throws ProviderException {
    fixture.stub.then(
        Replies.json(400, "{\"error\":{\"message\":\"Unknown field stream_options\"}}"));
    fixture.stub.always(Replies.stream(HELLO + "data: [DONE]\n\n"));

    assertEquals("Hel", fixture.ask().text());
    assertEquals("Hel", fixture.ask().text());
    assertTrue(fixture.stub.requests().get(0).body().contains("include_usage"));
    assertFalse(fixture.stub.requests().get(1).body().contains("include_usage"));
    assertFalse(fixture.stub.requests().get(2).body().contains("include_usage"));
    assertEquals(3, fixture.stub.requests().size());
  }

  private ProviderException fails(Script script) {
    fixture.stub.then(script);
    return fails();
  }

  private ProviderException fails() {
    return failsAt(fixture.stub.baseUrl());
  }

  private ProviderException failsAt(String baseUrl) {
    return assertThrows(
        ProviderException.class,
        () ->
            fixture.provider.chatModel(Endpoints.at(baseUrl).drop("stream_options").build()).stream(
                OpenAiFixture.question(), OpenAiFixture.context(), sink));
  }

  private static String message(ProviderException e) {
    return String.valueOf(e.getMessage());
  }
}
