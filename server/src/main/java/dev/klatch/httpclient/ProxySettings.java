package dev.klatch.httpclient;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a host is reached through, by the usual environment variables: {@code PROXY} for
 * everything, else {@code HTTPS_PROXY} and {@code HTTP_PROXY} by scheme; {@code NO_PROXY} excepts
 * hosts, domains ({@code .example.org}) and {@code *}. Loopback hosts are never proxied.
 */
public final class ProxySettings {
  /** No proxy at all. */
  public static final ProxySettings NONE = new ProxySettings(null, null, List.of());

  private final @Nullable URI forHttp;
  private final @Nullable URI forHttps;
  private final List<String> exceptions;

  private ProxySettings(@Nullable URI forHttp, @Nullable URI forHttps, List<String> exceptions) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.exceptions = exceptions;
  }

  /**
   * Reads the variables; names in lower case count too.
   *
   * @throws IllegalArgumentException when a proxy's address is not one
   */
  public static ProxySettings of(Map<String, String> environment) {
    URI all = address(environment, "PROXY");
    URI http = all != null ? all : address(environment, "HTTP_PROXY");
    URI https = all != null ? all : address(environment, "HTTPS_PROXY");
    List<String> exceptions = new ArrayList<>();
    for (String entry : value(environment, "NO_PROXY").split("[,\\s]+", -1)) {
      if (!entry.isBlank()) {
        exceptions.add(entry.strip().toLowerCase(Locale.ROOT));
      }
    }
    return new ProxySettings(http, https, List.copyOf(exceptions));
  }

  private static @Nullable URI address(Map<String, String> environment, String name) {
    String value = value(environment, name);
    if (value.isEmpty()) {
      return null;
    }
    URI uri = URI.create(value.contains("://") ? value : "http://" + value);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          name + " is not a proxy address of the form http://host:port.");
    }
    return uri;
  }

  private static String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      value = environment.get(name.toLowerCase(Locale.ROOT));
    }
    return value == null ? "" : value.strip();
  }

  /** The proxy for a host, or null for a direct connection. */
  @Nullable URI proxyFor(String scheme, String host, int port) {
    URI proxy = "https".equalsIgnoreCase(scheme) ? forHttps : forHttp;
    return proxy == null || isExcepted(host.toLowerCase(Locale.ROOT), port) ? null : proxy;
  }

  /** Every proxy in use. */
  List<URI> all() {
    List<URI> proxies = new ArrayList<>();
    for (URI proxy : new @Nullable URI[] {forHttp, forHttps}) {
      if (proxy != null && !proxies.contains(proxy)) {
        proxies.add(proxy);
      }
    }
    return proxies;
  }

  static int port(URI proxy) {
    return proxy.getPort() >= 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
  }

  private boolean isExcepted(String host, int port) {
    if (host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("::1")
        || host.equals("[::1]")) {
      return true;
    }
    for (String entry : exceptions) {
      String domain = entry.startsWith("*.") ? entry.substring(1) : entry;
      if (domain.equals("*")
          || domain.equals(host)
          || domain.equals(host + ":" + port)
          || (domain.startsWith(".")
              ? host.endsWith(domain) || host.equals(domain.substring(1))
              : host.endsWith("." + domain))) {
        return true;
      }
    }
    return false;
  }
}
