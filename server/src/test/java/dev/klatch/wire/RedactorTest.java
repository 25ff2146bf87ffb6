package dev.klatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.Header;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private final Redactor redactor = new Redactor(Set.of("pass/word \"quoted\""));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "proxy-authorization",
        "x-api-key",
        "api-key",
        "X-Auth-Token",
        "Cookie",
        "Set-Cookie",
        "x-goog-api-key",
        "X-Client-Secret",
        "Ocp-Apim-Subscription-Key"
      })
  void secretHeadersAreMasked(String name) {
    assertTrue(Redactor.isSecretName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type",
        "x-ratelimit-remaining-tokens",
        "x-ratelimit-reset-tokens",
        "max_tokens",
        "Keep-Alive",
        "x-request-id"
      })
  void otherHeadersAreNot(String name) {
    assertFalse(Redactor.isSecretName(name));
  }

  @Test
  void theSchemeOfAnAuthorizationStays() {
    assertEquals(
        "Bearer [redacted]",
        redactor.headers(List.of(new Header("authorization", "Bearer abc"))).getFirst().value());
  }

  @Test
  void addressesLoseSecretParametersAndUserInformation() {
    assertEquals(
        "https://h.example:8443/v1/x?key=[redacted]&api-version=2024-02-01&sig=[redacted]",
        redactor.url(
            URI.create(
                "https://user:pw@h.example:8443/v1/x?key=abc&api-version=2024-02-01&sig=zz")));
  }

  @Test
  void secretsAreFoundInTheFormsOfJsonAndAddresses() {
    assertEquals("a [redacted] b", redactor.text("a pass/word \"quoted\" b"));
    assertEquals("a [redacted] b", redactor.text("a pass/word \\\"quoted\\\" b"));
    assertEquals("a [redacted] b", redactor.text("a pass%2Fword+%22quoted%22 b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-proj-0123456789abcdef",
        "sk-ant-api03-abcdefghijklmnop",
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "gsk_abcdefghijklmnop1234",
        "hf_abcdefghijklmnop1234",
        "ghp_abcdefghijklmnop1234",
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0123.abcdefgh1234"
      })
  void whatLooksLikeAKeyIsMasked(String key) {
    assertEquals("my key: [redacted].", redactor.text("my key: " + key + "."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a risk-free task-list", "sk-short", "The eyJ word", "Bearer of news"})
  void ordinaryWordsStay(String text) {
    assertEquals(text, redactor.text(text));
  }
}
