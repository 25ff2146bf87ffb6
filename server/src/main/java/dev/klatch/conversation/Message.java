package dev.klatch.conversation;

import dev.klatch.provider.Part;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node of a conversation's tree.
 *
 * @param parentId id of the message before it, or {@link #ROOT}
 * @param text what a user wrote; empty for answers, whose content is in {@code parts}
 * @param parts content of an answer; empty for user messages
 * @param unfinished the answer broke off or was stopped
 * @param failed the answer ends in a failure
 * @param metadata token usage and similar facts, by wire names
 */
public record Message(
    String id,
    String objectId,
    String conversationId,
    String parentId,
    boolean fromUser,
    String sender,
    String text,
    List<Part> parts,
    String endpoint,
    @Nullable String model,
    boolean unfinished,
    boolean failed,
    @Nullable String finishReason,
    @Nullable Integer tokenCount,
    @Nullable ObjectNode metadata,
    Instant createdAt,
    Instant updatedAt) {
  /** Parent of the first message of a tree. */
  public static final String ROOT = "00000000-0000-0000-0000-000000000000";

  public Message {
    parts = List.copyOf(parts);
  }
}
