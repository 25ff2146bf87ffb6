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
 * @param emailVerified whether the address was confirmed, or needs no confirmation here
 * @param twoFactorEnabled whether signing in takes a code beside the password
 * @param usesMemories whether models may be told what is remembered of the person
 * @param termsAcceptedAt when the terms of service were accepted, or null
 * @param tokensValidFrom access tokens issued before are void; null: all are good
 * @param deletionStartedAt set while the account is being deleted; nothing may be done with it then
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
    boolean twoFactorEnabled,
    boolean usesMemories,
    @Nullable Instant termsAcceptedAt,
    @Nullable Instant tokensValidFrom,
    @Nullable Instant deletionStartedAt,
    Instant createdAt,
    Instant updatedAt) {
  /** Provider of accounts that sign in with a password kept here. */
  public static final String LOCAL = "local";

  /** Role of people without a special one. */
  public static final String ROLE_USER = "USER";

  /** Whether the account signs in with a password kept here. */
  public boolean isLocal() {
    return LOCAL.equals(provider);
  }

  /** Whether the account is being deleted. */
  public boolean isGoing() {
    return deletionStartedAt != null;
  }

  /** The caller this user is. */
  public Principal principal() {
    return new Principal(id, role, email, name, username);
  }
}
