package dev.klatch.http;

/**
 * Bounds of what the server takes from a client.
 *
 * @param maxJsonBytes largest JSON body; the reference server's limit is 3 MB
 * @param trustedProxies how many proxies in front may report the client's address and scheme
 */
public record HttpLimits(int maxJsonBytes, int trustedProxies) {
  public static HttpLimits defaults() {
    return new HttpLimits(3 * 1024 * 1024, 1);
  }
}
