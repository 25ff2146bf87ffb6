package dev.klatch.conversation;

import java.time.Instant;
import java.util.List;
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
 * @param projectId the project it is in, or null
 * @param shared whether a link to it was made
 * @param tags its bookmarks, in the order of the user's bookmarks
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
    @Nullable Instant expiresAt,
    @Nullable String projectId,
    boolean shared,
    List<String> tags) {
  /** Title of a conversation that has none yet; clients know this very text. */
  public static final String UNTITLED = "New Chat";

  public Conversation {
    tags = List.copyOf(tags);
  }

  /** A conversation in no project, without bookmarks, not shared. */
  public Conversation(
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
    this(
        id,
        objectId,
        userId,
        title,
        endpoint,
        model,
        settings,
        archived,
        archivedAt,
        pinned,
        temporary,
        createdAt,
        updatedAt,
        expiresAt,
        null,
        false,
        List.of());
  }
}
