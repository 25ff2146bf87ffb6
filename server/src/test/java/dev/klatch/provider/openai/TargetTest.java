package dev.klatch.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallContext.Purpose;
import dev.klatch.provider.CallContext.UserCredentials;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.testing.CollectingSink;
import dev.klatch.testing.Endpoints;
import dev.klatch.testing.UpstreamStub.Received;
import dev.klatch.testing.UpstreamStub.Replies;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where calls go, with which headers and whose key. */
class TargetTest {
  private static final String ANSWER =
      "data: {\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}\n\ndata: [DONE]\n\n";

  /** Example configuration 08. */
  @Test
  void configuredHeadersAreFilledIn() throws ProviderException {
    EndpointConfig router =
        Endpoints.at("https://openrouter.ai/api/v1")
            .name("OpenRouter")
            .apiKey("sk-or-1")
            .headers(
                Map.of(
                    "x-trace", "or-{{LIBRECHAT_BODY_CONVERSATIONID}}",
                    "X-User", "{{LIBRECHAT_USER_EMAIL}}/{{LIBRECHAT_USER_ROLE}}",
                    "X-Title", "Acme chat",
                    "X-Typo", "{{LIBRECHAT_USER_SHOESIZE}}",
                    "X-Secret", "${MONGO_URI}",
                    "X-Fed", "Bearer {{LIBRECHAT_OPENID_ACCESS_TOKEN}}"))
            .build();
    Map<String, String> values =
        Map.of(
            "LIBRECHAT_BODY_CONVERSATIONID", "c1",
            "LIBRECHAT_USER_EMAIL", "märz@x.de",
            "LIBRECHAT_USER_ROLE", "USER");
    Target target = Target.of(router, context(values, null));

    assertEquals("or-c1", header(target, values, "X-Trace"));
    assertEquals("märz@x.de/USER", header(target, values, "X-User"));
    assertEquals("Acme chat", header(target, values, "X-Title"));
    assertEquals("{{LIBRECHAT_USER_SHOESIZE}}", header(target, values, "X-Typo"));
    assertEquals("${MONGO_URI}", header(target, values, "X-Secret"));
    assertEquals("", header(target, values, "X-Fed"));
    assertFalse(header(target, values, "HTTP-Referer").isEmpty());
    assertEquals("Bearer sk-or-1", header(target, values, "Authorization"));
    assertEquals("https://openrouter.ai/api/v1/chat/completions", target.completions().toString());
  }

  @Test
  void whatAHeaderCannotCarryIsEncoded() throws ProviderException {
    EndpointConfig endpoint =
        Endpoints.at("https://a.example/v1")
            .headers(Map.of("X-User", "{{LIBRECHAT_USER_EMAIL}}/{{LIBRECHAT_USER_ROLE}}"))
            .build();
    Map<String, String> values =
        Map.of("LIBRECHAT_USER_EMAIL", "Ğ@x.de", "LIBRECHAT_USER_ROLE", "USER");

    assertEquals(
        "b64:xJ5AeC5kZQ==/USER",
        header(Target.of(endpoint, context(values, null)), values, "X-User"));
  }

  /** Example configuration 13. */
  @Test
  void keysOfUsersAreAskedFor() throws ProviderException {
    EndpointConfig bringKey =
        Endpoints.at("https://api.bring.example/v1").apiKey("user_provided").build();
    UserCredentials own = new UserCredentials("own-key-1234", null);

    assertEquals(Kind.MISSING_KEY, missing(bringKey, null).kind());
    assertEquals("own-key-1234", Target.of(bringKey, context(Map.of(), own)).apiKey());
    assertFalse(Target.of(bringKey, context(Map.of(), own)).guarded());
  }

  @Test
  void addressesOfUsersAreGuardedAndGetNoConfiguredHeaders() throws Exception {
    try (OpenAiFixture open = new OpenAiFixture(HttpLimits.defaults(), Set.of())) {
      EndpointConfig bringAll = bringAll();
      open.stub.always(Replies.stream(ANSWER));
      ProviderException e =
          assertThrows(ProviderException.class, () -> ask(open, bringAll, open.stub.baseUrl()));

      assertEquals(Kind.BAD_REQUEST, e.kind());
      assertEquals("baseURL", e.parameter());
      assertTrue(String.valueOf(e.getMessage()).contains("allowedAddresses"), e.getMessage());
      assertEquals(0, open.stub.connections());
    }
  }

  @Test
  void allowedAddressesOfUsersWork() throws Exception {
    try (OpenAiFixture probe = new OpenAiFixture()) {
      probe.stub.always(Replies.stream(ANSWER));
      try (OpenAiFixture allowing =
          new OpenAiFixture(HttpLimits.defaults(), Set.of("127.0.0.1:" + probe.stub.port()))) {
        assertEquals("ok", ask(allowing, bringAll(), probe.stub.baseUrl()).text());
        Received received = probe.stub.requests().getFirst();

        assertEquals("", received.header("X-Gate"));
        assertEquals("Bearer own-key-1234", received.header("Authorization"));
      }
    }
  }

  @Test
  void redirectsOfUsersAddressesAreNotFollowed() throws Exception {
    try (OpenAiFixture probe = new OpenAiFixture()) {
      probe.stub.always(
          Replies.whole(307, "text/plain", "", "Location: " + probe.stub.baseUrl() + "/elsewhere"));
      try (OpenAiFixture allowing =
          new OpenAiFixture(HttpLimits.defaults(), Set.of("127.0.0.1:" + probe.stub.port()))) {
        ProviderException e =
            assertThrows(
                ProviderException.class, () -> ask(allowing, bringAll(), probe.stub.baseUrl()));

        assertEquals(Kind.NOT_AN_API, e.kind());
        assertEquals(1, probe.stub.requests().size());
      }
    }
  }

  @Test
  void unresolvedKeysAreMissing() {
    ProviderException e =
        missing(Endpoints.at("https://a.example/v1").name("X").apiKey("${X_KEY}").build(), null);

    assertEquals(Kind.MISSING_KEY, e.kind());
    assertTrue(String.valueOf(e.getMessage()).startsWith("Missing API Key for X"), e.getMessage());
  }

  @Test
  void aConfiguredAuthorizationReplacesTheKey() throws ProviderException {
    EndpointConfig endpoint =
        Endpoints.at("https://a.example/v1").headers(Map.of("authorization", "Basic dTpw")).build();
    Target target = Target.of(endpoint, context(Map.of(), null));

    assertEquals("Basic dTpw", header(target, Map.of(), "Authorization"));
    assertEquals(
        1,
        target.headers(context(Map.of(), null)).stream()
            .filter(h -> h.isNamed("Authorization"))
            .count());
  }

  @ParameterizedTest
  @CsvSource({
    "https://gw.example/openai/invoke, https://gw.example/openai/invoke",
    "https://gw.example/v1/chat/completions, https://gw.example/v1",
    "https://gw.example/v1/acc/gw/openai/chat, https://gw.example/v1",
    "https://gw.example/v1/openai/chat/completions, https://gw.example/v1/openai",
    "https://api.cohere.ai/v1/chat,"
  })
  void directAddressesAreUsedAsTheyAre(String address, @Nullable String listRoot)
      throws ProviderException {
    Target target = Target.of(Endpoints.at(address).direct().build(), context(Map.of(), null));

    assertEquals(address, target.completions().toString());
    assertEquals(listRoot, target.listRoot());
  }

  @Test
  void slashesAtTheEndDoNotMatter() throws ProviderException {
    Target target =
        Target.of(Endpoints.at(" https://a.example/v1// ").build(), context(Map.of(), null));

    assertEquals("https://a.example/v1/chat/completions", target.completions().toString());
  }

  private static EndpointConfig bringAll() {
    return Endpoints.at("user_provided")
        .apiKey("user_provided")
        .headers(Map.of("X-Gate", "zzz"))
        .build();
  }

  private static CollectingSink ask(OpenAiFixture fixture, EndpointConfig endpoint, String baseUrl)
      throws ProviderException {
    CollectingSink sink = new CollectingSink();
    fixture.provider.chatModel(endpoint).stream(
        OpenAiFixture.question(),
        context(Map.of(), new UserCredentials("own-key-1234", baseUrl)),
        sink);
    return sink;
  }

  private static ProviderException missing(
      EndpointConfig endpoint, @Nullable UserCredentials credentials) {
    return assertThrows(
        ProviderException.class, () -> Target.of(endpoint, context(Map.of(), credentials)));
  }

  private static String header(Target target, Map<String, String> values, String name) {
    return target.headers(context(values, null)).stream()
        .filter(h -> h.isNamed(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  private static CallContext context(
      Map<String, String> values, @Nullable UserCredentials credentials) {
    return new CallContext(
        Purpose.CHAT, "user-1", "c1", "m1", values, credentials, new Cancellation());
  }
}
