package dev.klatch.prompt;

import java.time.Instant;

/**
 * One version of a prompt.
 *
 * @param id 24 hexadecimal digits
 * @param number place among the versions, from 1
 * @param type {@code text} or {@code chat}
 */
public record Prompt(
    String id,
    String groupId,
    String userId,
    int number,
    String text,
    String type,
    Instant createdAt,
    Instant updatedAt) {}
