package dev.klatch.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in on one device.
 *
 * @param id 24 hex digits
 * @param tokenHash SHA-256 of the refresh token in force
 * @param previousHash SHA-256 of the refresh token before it, or null
 * @param rotatedAt when the token in force was issued
 * @param expiresAt end of the session, whatever happens
 */
record Session(
    String id,
    String userId,
    String tokenHash,
    @Nullable String previousHash,
    Instant rotatedAt,
    Instant createdAt,
    Instant expiresAt) {}
