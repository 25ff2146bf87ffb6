package dev.klatch.account;

import dev.klatch.http.AppException;
import dev.klatch.http.Authenticator;
import dev.klatch.http.Exchange;
import dev.klatch.http.Principal;
import org.jspecify.annotations.Nullable;

/** Recognises callers by the access token in {@code Authorization: Bearer}. */
public final class TokenAuthenticator implements Authenticator {
  private static final String SCHEME = "Bearer ";

  private final SessionService sessions;

  public TokenAuthenticator(SessionService sessions) {
    this.sessions = sessions;
  }

  @Override
  public @Nullable Principal authenticate(Exchange exchange) {
    String header = exchange.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    User user = sessions.authenticate(header.substring(SCHEME.length()).strip()).orElse(null);
    if (user != null && user.isGoing()) {
      throw new AppException(401, "ACCOUNT_DELETION_IN_PROGRESS", "This account is being deleted.");
    }
    return user == null ? null : user.principal();
  }
}
