package dev.klatch.conversation.tag;

import java.time.Instant;

/**
 * A bookmark.
 *
 * @param id 24 hexadecimal digits
 * @param name the word itself, unique for its owner
 * @param position place among the owner's bookmarks, from 1
 * @param count conversations that have it and are not deleted
 */
public record Tag(
    String id,
    String userId,
    String name,
    String description,
    int position,
    int count,
    Instant createdAt,
    Instant updatedAt) {}
