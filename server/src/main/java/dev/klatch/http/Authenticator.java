package dev.klatch.http;

import org.jspecify.annotations.Nullable;

/** Finds out who sends a request. */
@FunctionalInterface
public interface Authenticator {
  /** The caller, or null when the request carries no valid credentials. */
  @Nullable Principal authenticate(Exchange exchange);
}
