package dev.klatch.prompt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A prompt of the library, with all its versions.
 *
 * @param id 24 hexadecimal digits
 * @param authorName the owner's name when it was made
 * @param command what finds it in the composer; null: nothing
 * @param production the version in use
 * @param uses how often it was used
 */
public record PromptGroup(
    String id,
    String userId,
    String authorName,
    String name,
    String oneliner,
    String category,
    @Nullable String command,
    Prompt production,
    int uses,
    Instant createdAt,
    Instant updatedAt) {}
