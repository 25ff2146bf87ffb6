package dev.klatch.account;

import dev.klatch.http.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person with an account.
 *
 * @param id 24 hex digits
 * @param email in lower case
 * @param username in lower case; may be empty
 * @param provider {@code local} for accounts with a password
 * @param role name of the role
 * @param termsAcceptedAt when the terms of service were accepted, or null
 */
public record User(
    String id,
    String email,
    String username,
    String name,
    @Nullable String avatar,
    String provider,
    String role,
    boolean emailVerified,
    @Nullable Instant termsAcceptedAt,
    Instant createdAt,
    Instant updatedAt) {
  /** Provider of accounts that sign in with a password kept here. */
  public static final String LOCAL = "local";

  /** Role of people without a special one. */
  public static final String ROLE_USER = "USER";

  /** The caller this user is. */
  public Principal principal() {
    return new Principal(id, role, email, name, username);
  }
}
