package dev.klatch.share;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link to a shared conversation.
 *
 * @param id 24 hexadecimal digits; stays when the link is renewed
 * @param shareId the secret in the link
 * @param targetMessageId the message up to whose level the conversation is shown; null: all of it
 * @param snapshotFiles whether viewers see files
 * @param updatedAt when what viewers see was last taken
 */
public record Share(
    String id,
    String shareId,
    String userId,
    String conversationId,
    @Nullable String targetMessageId,
    String title,
    boolean snapshotFiles,
    Instant createdAt,
    Instant updatedAt) {}
