package dev.klatch.conversation.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A folder of conversations.
 *
 * @param id 24 hexadecimal digits
 * @param conversations how many are in it, without deleted and temporary ones
 * @param lastConversationAt when one of them last changed; null when there is none
 */
public record Project(
    String id,
    String userId,
    String name,
    String description,
    int conversations,
    @Nullable Instant lastConversationAt,
    @Nullable String lastConversationId,
    Instant createdAt,
    Instant updatedAt) {}
