package dev.klatch.conversation;

import org.jspecify.annotations.Nullable;

/**
 * What the owner thinks of an answer.
 *
 * @param tag the reason chosen, by its wire name
 * @param text a note in own words, at most {@value #MAX_TEXT} characters
 */
public record Feedback(boolean positive, @Nullable String tag, @Nullable String text) {
  /** Longest note, in characters. */
  public static final int MAX_TEXT = 1024;
}
