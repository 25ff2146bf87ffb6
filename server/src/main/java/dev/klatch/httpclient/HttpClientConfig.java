package dev.klatch.httpclient;

import java.time.Duration;
import java.util.Set;

/**
 * Settings of the outbound client.
 *
 * @param connect bound of a connection attempt to one address
 * @param proxy which hosts are reached through a proxy
 * @param allowedAddresses {@code host:port} pairs inside the network that user-provided addresses
 *     may name
 * @param sweep how often the watchdog looks; limits are kept that precisely
 */
public record HttpClientConfig(
    Duration connect, ProxySettings proxy, Set<String> allowedAddresses, Duration sweep) {
  public HttpClientConfig {
    allowedAddresses = Set.copyOf(allowedAddresses);
  }

  /** Direct connections, nothing inside the network allowed to users. */
  public static HttpClientConfig defaults() {
    return new HttpClientConfig(
        Duration.ofSeconds(10), ProxySettings.NONE, Set.of(), Duration.ofMillis(250));
  }
}
