package dev.klatch.banner;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An announcement.
 *
 * @param id changes with the message, so that one who dismissed the last sees the next
 * @param message HTML of a few words; whoever shows it cleans it
 * @param from when it begins to be shown
 * @param to when it ends; null: it stays
 * @param isPublic whether it is shown before sign-in, too
 * @param persistable whether people cannot dismiss it
 */
public record Banner(
    String id,
    String message,
    Instant from,
    @Nullable Instant to,
    boolean isPublic,
    boolean persistable,
    Instant createdAt,
    Instant updatedAt) {
  boolean isShown(Instant now) {
    return !now.isBefore(from) && (to == null || now.isBefore(to));
  }
}
