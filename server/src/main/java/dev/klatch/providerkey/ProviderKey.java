package dev.klatch.providerkey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as stored.
 *
 * @param name endpoint it is for
 * @param value encrypted; empty once it has expired
 * @param expiresAt null: never
 */
record ProviderKey(
    String userId, String name, String value, Instant createdAt, @Nullable Instant expiresAt) {
  boolean isExpired(Instant now) {
    return expiresAt != null && !expiresAt.isAfter(now);
  }
}
