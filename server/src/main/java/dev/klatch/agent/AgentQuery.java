package dev.klatch.agent;

import org.jspecify.annotations.Nullable;

/**
 * Which agents are asked for, newest change first.
 *
 * @param rights the caller must have on each, a sum of {@link dev.klatch.access.Rights}
 * @param after list what follows this place, or null for the beginning
 * @param limit at most so many
 */
record AgentQuery(
    int rights,
    @Nullable String search,
    @Nullable String category,
    @Nullable Boolean promoted,
    @Nullable Place after,
    int limit) {
  /** A place in the list. */
  record Place(long updatedAt, String id) {}
}
