package dev.klatch.httpclient;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to send.
 *
 * @param body content, or null for none; not copied, so leave it unchanged
 * @param guarded true when a user had influence on the address: it must then be public, and
 *     redirects are not followed
 * @param limits how long to wait for what
 */
@SuppressWarnings("ArrayRecordComponent") // compared and printed nowhere
public record OutboundRequest(
    String method,
    URI uri,
    List<Header> headers,
    byte @Nullable [] body,
    boolean guarded,
    HttpLimits limits) {
  public OutboundRequest {
    headers = List.copyOf(headers);
  }

  /** A request without a body. */
  public static OutboundRequest get(
      URI uri, List<Header> headers, boolean guarded, HttpLimits limits) {
    return new OutboundRequest("GET", uri, headers, null, guarded, limits);
  }

  /** Never shows the query, which may hold a key. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }
}
