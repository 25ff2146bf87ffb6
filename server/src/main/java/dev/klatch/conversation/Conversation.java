package dev.klatch.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation without its messages.
 *
 * @param id UUID; also the id of its event stream
 * @param objectId 24 hex digits, derived from the id, for clients that expect a document id
 * @param title {@link #UNTITLED} until one is made
 * @param settings the model parameters last used, by the names of the wire contract
 * @param expiresAt when a temporary conversation is removed
 */
public record Conversation(
    String id,
    String objectId,
    String userId,
    String title,
    String endpoint,
    @Nullable String model,
    ObjectNode settings,
    boolean archived,
    @Nullable Instant archivedAt,
    boolean pinned,
    boolean temporary,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt) {
  /** Title of a conversation that has none yet; clients know this very text. */
  public static final String UNTITLED = "New Chat";
}
