package dev.klatch.httpclient;

import java.net.URI;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Follows a redirect only where the request arrives unchanged: GET by any, other methods by 307 and
 * 308, and never to another host, which would get the key. What is not followed reaches the caller
 * as the reply.
 */
final class SafeRedirects extends DefaultRedirectStrategy {
  @Override
  public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context)
      throws ProtocolException {
    boolean keepsMethod =
        "GET".equals(request.getMethod()) || response.getCode() == 307 || response.getCode() == 308;
    return keepsMethod
        && super.isRedirected(request, response, context)
        && staysOnHost(request, response, context);
  }

  @Override
  public boolean isRedirectAllowed(
      HttpHost current, HttpHost next, HttpRequest request, @Nullable HttpContext context) {
    return current.getHostName().equalsIgnoreCase(next.getHostName())
        && (current.getSchemeName().equals(next.getSchemeName())
            || "https".equals(next.getSchemeName()));
  }

  private boolean staysOnHost(HttpRequest request, HttpResponse response, HttpContext context) {
    try {
      URI location = getLocationURI(request, response, context);
      HttpHost next =
          new HttpHost(location.getScheme(), location.getHost(), Math.max(location.getPort(), -1));
      HttpHost current =
          new HttpHost(
              request.getScheme(),
              request.getAuthority() == null ? null : request.getAuthority().getHostName(),
              -1);
      return location.getHost() != null && isRedirectAllowed(current, next, request, context);
    } catch (HttpException | IllegalArgumentException e) {
      return false;
    }
  }
}
