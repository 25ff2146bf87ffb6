package dev.klatch.conversation;

import dev.klatch.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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

  private static final int DAY_MILLIS = 86_400_000;

  /** Columns that few messages fill; a row without them is read with a third fewer calls. */
  static final String RARE =
      "CASE WHEN files IS NULL AND attachments IS NULL AND quotes IS NULL AND feedback IS NULL AND"
          + " metadata IS NULL AND finish_reason IS NULL AND parallel = 0 THEN 0 ELSE 1 END AS"
          + " rare";

  private MessageWire() {}

  /** ISO-8601 in UTC with milliseconds, as every date of the contract. */
  public static String time(Instant instant) {
    return time(instant.toEpochMilli());
  }

  /** Lists have tens of thousands of times: the formatter would cost a third of their making. */
  private static String time(long millis) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS));
    int year = day.getYear();
    if (year < 1000 || year > 9999) {
      return TIME.format(Instant.ofEpochMilli(millis));
    }
    int rest = Math.floorMod(millis, DAY_MILLIS);
    byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
    digits(text, 3, year);
    digits(text, 6, day.getMonthValue());
    digits(text, 9, day.getDayOfMonth());
    digits(text, 12, rest / 3_600_000);
    digits(text, 15, rest / 60_000 % 60);
    digits(text, 18, rest / 1_000 % 60);
    digits(text, 22, rest % 1_000);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** Writes a number over zeros, its last digit at {@code last}. */
  private static void digits(byte[] text, int last, int number) {
    int at = last;
    for (int left = number; left > 0; left /= 10) {
      text[at--] = (byte) ('0' + left % 10);
    }
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

  /** Writes a row of the message table and {@link #RARE} in the same shape as {@link #full}. */
  static void writeRow(JsonGenerator json, ResultSet row, Conversation c) throws SQLException {
    boolean fromUser = row.getInt("from_user") == 1;
    boolean rare = row.getInt("rare") == 1;
    json.writeStartObject();
    json.writeStringProperty("messageId", row.getString("id"));
    json.writeStringProperty("conversationId", c.id());
    json.writeStringProperty("parentMessageId", row.getString("parent_id"));
    json.writeBooleanProperty("isCreatedByUser", fromUser);
    json.writeStringProperty("sender", row.getString("sender"));
    json.writeStringProperty("text", row.getString("text"));
    if (!fromUser) {
      json.writeName("content");
      json.writeRawValue(row.getString("content"));
    }
    if (rare) {
      ExtrasCodec.writeRow(json, row, fromUser);
    } else if (!fromUser) {
      json.writeName("attachments");
      json.writeStartArray();
      json.writeEndArray();
    }
    json.writeStringProperty("endpoint", row.getString("endpoint"));
    json.writeStringProperty("model", fromUser ? null : row.getString("model"));
    json.writeBooleanProperty("unfinished", row.getInt("unfinished") == 1);
    json.writeBooleanProperty("error", row.getInt("failed") == 1);
    String finish = !rare ? null : row.getString("finish_reason");
    if (finish != null) {
      json.writeStringProperty("finish_reason", finish);
    }
    int tokens = row.getInt("token_count");
    if (!row.wasNull()) {
      json.writeNumberProperty("tokenCount", tokens);
    }
    String metadata = !rare ? null : row.getString("metadata");
    if (metadata != null) {
      json.writeName("metadata");
      json.writeRawValue(metadata);
    }
    json.writeBooleanProperty("isTemporary", c.temporary());
    json.writeStringProperty("expiredAt", expiry(c));
    json.writeStringProperty("createdAt", time(row.getLong("created_at")));
    json.writeStringProperty("updatedAt", time(row.getLong("updated_at")));
    json.writeEndObject();
  }
}
