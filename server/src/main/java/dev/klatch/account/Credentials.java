package dev.klatch.account;

import org.jspecify.annotations.Nullable;

/** A user with the stored password hash, or null for one who signs in elsewhere. */
record Credentials(User user, @Nullable String passwordHash) {
  /** Never shows the hash. */
  @Override
  public String toString() {
    return "Credentials[" + user.id() + "]";
  }
}
