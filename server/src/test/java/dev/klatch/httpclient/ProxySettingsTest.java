package dev.klatch.httpclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {
  private static final URI PROXY = URI.create("http://proxy.corp:3128");

  @Test
  void theSchemeChoosesTheProxy() {
    ProxySettings settings = ProxySettings.of(Map.of("HTTPS_PROXY", "http://proxy.corp:3128"));

    assertEquals(PROXY, settings.proxyFor("https", "api.example.com", 443));
    assertNull(settings.proxyFor("http", "api.example.com", 80));
  }

  @Test
  void oneVariableCoversAll() {
    ProxySettings settings =
        ProxySettings.of(Map.of("PROXY", "proxy.corp:3128", "HTTPS_PROXY", "http://other:1"));

    assertEquals(PROXY, settings.proxyFor("https", "a.example", 443));
    assertEquals(PROXY, settings.proxyFor("http", "a.example", 80));
  }

  @Test
  void lowerCaseNamesCount() {
    assertEquals(
        PROXY,
        ProxySettings.of(Map.of("http_proxy", "http://proxy.corp:3128"))
            .proxyFor("http", "a.example", 80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"internal.corp", "a.internal.corp", "x.example.org", "example.org", "10.1.2.3"})
  void exceptionsAreDirect(String host) {
    ProxySettings settings =
        ProxySettings.of(
            Map.of(
                "PROXY",
                "http://proxy.corp:3128",
                "NO_PROXY",
                "internal.corp, .example.org,*.other.net 10.1.2.3"));

    assertNull(settings.proxyFor("https", host, 443));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
  void loopbackIsDirect(String host) {
    assertNull(
        ProxySettings.of(Map.of("PROXY", "http://proxy.corp:3128")).proxyFor("http", host, 80));
  }

  @Test
  void aStarExceptsEverything() {
    assertNull(
        ProxySettings.of(Map.of("PROXY", "http://proxy.corp:3128", "NO_PROXY", "*"))
            .proxyFor("http", "a.example", 80));
  }

  @Test
  void nonsenseIsNamed() {
    assertThrows(
        IllegalArgumentException.class, () -> ProxySettings.of(Map.of("HTTPS_PROXY", "http://")));
  }
}
