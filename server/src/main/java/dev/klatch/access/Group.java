package dev.klatch.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * People who are granted things together.
 *
 * @param id 24 hex digits
 * @param members how many people are in it
 */
public record Group(
    String id,
    String name,
    @Nullable String description,
    int members,
    Instant createdAt,
    Instant updatedAt) {}
