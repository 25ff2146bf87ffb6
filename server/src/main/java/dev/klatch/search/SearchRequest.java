package dev.klatch.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search of one person.
 *
 * @param text what was typed
 * @param from earliest time of writing, or null
 * @param to latest time of writing, or null
 * @param conversationIds where to look, or null for everywhere
 * @param tags only conversations with any of these bookmarks; empty for all
 * @param messagesOnly leaves titles out
 * @param offset how many hits to skip
 * @param limit how many hits to give
 */
public record SearchRequest(
    String userId,
    String text,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable List<String> conversationIds,
    List<String> tags,
    boolean messagesOnly,
    int offset,
    int limit) {
  public SearchRequest {
    tags = List.copyOf(tags);
  }

  /** Everything of a person that matches. */
  public static SearchRequest of(String userId, String text, int limit) {
    return new SearchRequest(userId, text, null, null, null, List.of(), false, 0, limit);
  }
}
