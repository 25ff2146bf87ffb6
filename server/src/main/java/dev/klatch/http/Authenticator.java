package dev.klatch.http;

import org.jspecify.annotations.Nullable;

/** Finds out who sends a request. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The caller, or null when the request carries no valid credentials.
   *
   * @throws AppException to refuse them with a reason; ignored where signing in is optional
   */
  @Nullable Principal authenticate(Exchange exchange);
}
