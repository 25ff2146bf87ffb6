package dev.klatch.generation.journal;

import org.jspecify.annotations.Nullable;

/**
 * Text that was sent while an answer was being written, and waits for its own turn.
 *
 * @param clientId the client's own id for it
 * @param at milliseconds since 1970
 */
public record Steer(String id, @Nullable String clientId, String text, long at) {}
