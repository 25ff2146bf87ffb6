package dev.klatch.conversation;

import static dev.klatch.conversation.MessageWire.time;

import dev.klatch.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations in the shape of the wire contract (part 4.2). */
public final class ConversationWire {
  private ConversationWire() {}

  /**
   * The whole conversation.
   *
   * @param messageObjectIds document ids of its messages
   */
  public static ObjectNode full(Conversation c, List<String> messageObjectIds) {
    ObjectNode node = Json.object();
    node.put("_id", c.objectId());
    node.put("conversationId", c.id());
    node.put("user", c.userId());
    node.put("createdAt", time(c.createdAt()));
    node.put("title", c.title());
    node.put("isArchived", c.archived());
    ArrayNode tags = node.putArray("tags");
    c.tags().forEach(tags::add);
    node.put("chatProjectId", c.projectId());
    node.putArray("files");
    node.put("endpoint", c.endpoint());
    node.setAll(c.settings());
    if (c.model() != null) {
      node.put("model", c.model());
    }
    ArrayNode messages = node.putArray("messages");
    messageObjectIds.forEach(messages::add);
    node.put("pinned", c.pinned());
    if (c.archivedAt() != null) {
      node.put("archivedAt", time(c.archivedAt()));
    }
    node.put("isTemporary", c.temporary());
    node.put("expiredAt", c.expiresAt() == null ? null : time(c.expiresAt()));
    node.put("updatedAt", time(c.updatedAt()));
    return node;
  }

  /** One row of a list. */
  public static ObjectNode row(Conversation c) {
    ObjectNode node = Json.object();
    node.put("_id", c.objectId());
    node.put("conversationId", c.id());
    node.put("endpoint", c.endpoint());
    node.put("title", c.title());
    node.put("createdAt", time(c.createdAt()));
    node.put("updatedAt", time(c.updatedAt()));
    node.put("user", c.userId());
    if (c.model() != null) {
      node.put("model", c.model());
    }
    node.put("pinned", c.pinned());
    node.put("chatProjectId", c.projectId());
    node.put("isShared", c.shared());
    ArrayNode tags = node.putArray("tags");
    c.tags().forEach(tags::add);
    for (String key : List.of("agent_id", "spec", "iconURL")) {
      if (c.settings().has(key)) {
        node.set(key, c.settings().get(key));
      }
    }
    if (c.archivedAt() != null) {
      node.put("archivedAt", time(c.archivedAt()));
    }
    return node;
  }

  static ObjectNode page(
      List<Conversation> rows, @Nullable Cursor next, ConversationListing.Order order) {
    ObjectNode page = Json.object();
    ArrayNode list = page.putArray("conversations");
    rows.forEach(c -> list.add(row(c)));
    page.put("nextCursor", next == null ? null : next.encode(order));
    return page;
  }
}
