package dev.klatch.conversation;

import dev.klatch.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages in the shape of the wire contract (part 4.1): absent is absent, null only where meant.
 */
public final class MessageWire {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private MessageWire() {}

  /** ISO-8601 in UTC with milliseconds, as every date of the contract. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** A stored message of a conversation as lists show it. */
  public static ObjectNode full(Message m, Conversation c) {
    ObjectNode node = Json.object();
    node.put("messageId", m.id());
    node.put("conversationId", m.conversationId());
    node.put("parentMessageId", m.parentId());
    node.put("isCreatedByUser", m.fromUser());
    node.put("sender", m.sender());
    node.put("text", m.text());
    if (!m.fromUser()) {
      node.set("content", PartCodec.toJson(m.parts(), m.extras().speakers()));
    }
    ExtrasCodec.addTo(node, m.extras(), m.fromUser());
    node.put("endpoint", m.endpoint());
    node.put("model", m.fromUser() ? null : m.model());
    node.put("unfinished", m.unfinished());
    node.put("error", m.failed());
    if (m.finishReason() != null) {
      node.put("finish_reason", m.finishReason());
    }
    if (m.tokenCount() != null) {
      node.put("tokenCount", m.tokenCount());
    }
    if (m.metadata() != null) {
      node.set("metadata", m.metadata());
    }
    node.put("isTemporary", c.temporary());
    node.put("expiredAt", expiry(c));
    node.put("createdAt", time(m.createdAt()));
    node.put("updatedAt", time(m.updatedAt()));
    return node;
  }

  private static @Nullable String expiry(Conversation c) {
    return c.expiresAt() == null ? null : time(c.expiresAt());
  }

  /** Writes a row of the message table in the same shape as {@link #full}. */
  static void writeRow(JsonGenerator json, ResultSet row, Conversation c) throws SQLException {
    boolean fromUser = row.getInt("from_user") == 1;
    json.writeStartObject();
    json.writeStringProperty("messageId", row.getString("id"));
    json.writeStringProperty("conversationId", row.getString("conversation_id"));
    json.writeStringProperty("parentMessageId", row.getString("parent_id"));
    json.writeBooleanProperty("isCreatedByUser", fromUser);
    json.writeStringProperty("sender", row.getString("sender"));
    json.writeStringProperty("text", row.getString("text"));
    if (!fromUser) {
      json.writeName("content");
      json.writeRawValue(row.getString("content"));
    }
    ExtrasCodec.writeRow(json, row, fromUser);
    json.writeStringProperty("endpoint", row.getString("endpoint"));
    json.writeStringProperty("model", fromUser ? null : row.getString("model"));
    json.writeBooleanProperty("unfinished", row.getInt("unfinished") == 1);
    json.writeBooleanProperty("error", row.getInt("failed") == 1);
    String finish = row.getString("finish_reason");
    if (finish != null) {
      json.writeStringProperty("finish_reason", finish);
    }
    int tokens = row.getInt("token_count");
    if (!row.wasNull()) {
      json.writeNumberProperty("tokenCount", tokens);
    }
    String metadata = row.getString("metadata");
    if (metadata != null) {
      json.writeName("metadata");
      json.writeRawValue(metadata);
    }
    json.writeBooleanProperty("isTemporary", c.temporary());
    json.writeStringProperty("expiredAt", expiry(c));
    json.writeStringProperty("createdAt", time(Instant.ofEpochMilli(row.getLong("created_at"))));
    json.writeStringProperty("updatedAt", time(Instant.ofEpochMilli(row.getLong("updated_at"))));
    json.writeEndObject();
  }
}
