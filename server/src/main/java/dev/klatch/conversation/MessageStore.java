package dev.klatch.conversation;

import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** SQL of messages. Callers have checked that the conversation is the user's. */
public final class MessageStore {
  private static final String COLUMNS =
      "id, object_id, conversation_id, parent_id, from_user, sender, text, content, endpoint, model,"
          + " unfinished, failed, finish_reason, token_count, metadata, "
          + ExtrasCodec.COLUMNS
          + ", created_at, updated_at";

  private final Database database;

  public MessageStore(Database database) {
    this.database = database;
  }

  public Optional<Message> find(String conversationId, String id) {
    return database.read(handle -> find(handle, conversationId, id));
  }

  public Optional<Message> find(Handle handle, String conversationId, String id) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM message WHERE id = :id AND conversation_id = :conversation")
        .bind("id", id)
        .bind("conversation", conversationId)
        .map((row, context) -> map(row))
        .findOne();
  }

  /** All messages, oldest first. */
  public List<Message> list(String conversationId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM message WHERE conversation_id = :id ORDER BY created_at, id")
                .bind("id", conversationId)
                .map((row, context) -> map(row))
                .list());
  }

  /** The branch of the tree that ends in a message: from the first message to it. */
  public List<Message> branch(String conversationId, String messageId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "WITH RECURSIVE branch (id, parent_id, depth) AS (SELECT id, parent_id, 0 FROM"
                        + " message WHERE id = :id AND conversation_id = :conversation UNION ALL"
                        + " SELECT m.id, m.parent_id, b.depth + 1 FROM message m JOIN branch b ON"
                        + " m.id = b.parent_id WHERE m.conversation_id = :conversation AND b.depth <"
                        + " 100000) SELECT "
                        + qualified("m")
                        + " FROM branch b JOIN message m ON m.id = b.id ORDER BY b.depth DESC")
                .bind("id", messageId)
                .bind("conversation", conversationId)
                .map((row, context) -> map(row))
                .list());
  }

  /**
   * Some messages in the order of time.
   *
   * @param beyond only those after this time, or before it when newest come first; null: from the
   *     beginning
   */
  List<Message> page(
      String conversationId, @Nullable Instant beyond, boolean oldestFirst, int limit) {
    String order = oldestFirst ? "" : " DESC";
    String from = beyond == null ? "" : " AND created_at " + (oldestFirst ? ">" : "<") + " :at";
    return database.read(
        handle -> {
          Query query =
              handle
                  .createQuery(
                      "SELECT "
                          + COLUMNS
                          + " FROM message WHERE conversation_id = :id"
                          + from
                          + " ORDER BY created_at"
                          + order
                          + ", id"
                          + order
                          + " LIMIT :limit")
                  .bind("id", conversationId)
                  .bind("limit", limit);
          if (beyond != null) {
            query.bind("at", beyond.toEpochMilli());
          }
          return query.map((row, context) -> map(row)).list();
        });
  }

  /** Those of some messages that are in conversations of the user, in no order. */
  public List<Message> findOwned(String userId, Collection<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + qualified("m")
                        + " FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE"
                        + " c.user_id = :user AND c.deleted_at IS NULL AND m.id IN (<ids>)")
                .bind("user", userId)
                .bindList("ids", new ArrayList<>(ids))
                .map((row, context) -> map(row))
                .list());
  }

  private static String qualified(String alias) {
    return alias + "." + COLUMNS.replace(", ", ", " + alias + ".");
  }

  /**
   * All messages as the JSON array of the wire contract, oldest first. Stored content goes out as
   * it is, which keeps ten thousand messages within some tens of milliseconds.
   */
  public byte[] listAsJson(Conversation conversation) {
    return database.read(
        handle -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
          try (JsonGenerator json = Json.MAPPER.createGenerator(out);
              PreparedStatement query =
                  handle
                      .getConnection()
                      .prepareStatement(
                          "SELECT "
                              + COLUMNS
                              + ", "
                              + MessageWire.RARE
                              + " FROM message WHERE conversation_id = ? ORDER BY created_at, id")) {
            query.setString(1, conversation.id());
            json.writeStartArray();
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                MessageWire.writeRow(json, rows, conversation);
              }
            }
            json.writeEndArray();
          }
          return out.toByteArray();
        });
  }

  /** Inserts a message, or replaces the one with its id (a continued answer). */
  public void save(Handle handle, Message m) {
    Update insert =
        handle.createUpdate(
            "INSERT INTO message ("
                + COLUMNS
                + ") VALUES (:id, :object, :conversation, :parent, :fromUser, :sender, :text,"
                + " :content, :endpoint, :model, :unfinished, :failed, :finish, :tokens, :metadata, "
                + ExtrasCodec.PARAMETERS
                + ", :created, :updated) ON CONFLICT (id) DO UPDATE SET text = excluded.text,"
                + " content = excluded.content, endpoint = excluded.endpoint, model ="
                + " excluded.model, sender = excluded.sender, unfinished = excluded.unfinished,"
                + " failed = excluded.failed, finish_reason = excluded.finish_reason, token_count ="
                + " excluded.token_count, metadata = excluded.metadata, files ="
                + " excluded.files, attachments = excluded.attachments, quotes = excluded.quotes,"
                + " feedback = excluded.feedback, parallel = excluded.parallel, updated_at ="
                + " excluded.updated_at WHERE message.conversation_id = excluded.conversation_id");
    ExtrasCodec.bind(insert, m.extras())
        .bind("id", m.id())
        .bind("object", m.objectId())
        .bind("conversation", m.conversationId())
        .bind("parent", m.parentId())
        .bind("fromUser", m.fromUser() ? 1 : 0)
        .bind("sender", m.sender())
        .bind("text", m.text())
        .bind("content", m.fromUser() ? null : content(m))
        .bind("endpoint", m.endpoint())
        .bind("model", m.model())
        .bind("unfinished", m.unfinished() ? 1 : 0)
        .bind("failed", m.failed() ? 1 : 0)
        .bind("finish", m.finishReason())
        .bind("tokens", m.tokenCount())
        .bind("metadata", m.metadata() == null ? null : Json.write(m.metadata()))
        .bind("created", m.createdAt().toEpochMilli())
        .bind("updated", m.updatedAt().toEpochMilli())
        .execute();
  }

  private static String content(Message m) {
    return Json.write(PartCodec.toJson(m.parts(), m.extras().speakers()));
  }

  /** Notes how many tokens a user's message took. */
  public void setTokenCount(Handle handle, String id, int tokens) {
    handle
        .createUpdate("UPDATE message SET token_count = :tokens WHERE id = :id")
        .bind("tokens", tokens)
        .bind("id", id)
        .execute();
  }

  /** Notes what the owner thinks of an answer; null: nothing. */
  void setFeedback(Handle handle, String id, Message.@Nullable Feedback feedback) {
    handle
        .createUpdate("UPDATE message SET feedback = :feedback WHERE id = :id")
        .bind("feedback", ExtrasCodec.feedbackText(feedback))
        .bind("id", id)
        .execute();
  }

  /** A message of any conversation of a user's. */
  Optional<Message> findOwned(String userId, String id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + qualified("m")
                        + " FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE"
                        + " m.id = :id AND c.user_id = :user AND c.deleted_at IS NULL")
                .bind("id", id)
                .bind("user", userId)
                .map((row, context) -> map(row))
                .findOne());
  }

  boolean exists(Handle handle, String id) {
    return handle
            .createQuery("SELECT COUNT(*) FROM message WHERE id = :id")
            .bind("id", id)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /** Removes a message and hangs what followed it on its parent. */
  void remove(Handle handle, Message message) {
    handle
        .createUpdate(
            "UPDATE message SET parent_id = :parent WHERE parent_id = :id AND conversation_id ="
                + " :conversation")
        .bind("parent", message.parentId())
        .bind("id", message.id())
        .bind("conversation", message.conversationId())
        .execute();
    handle
        .createUpdate("DELETE FROM message WHERE id = :id AND conversation_id = :conversation")
        .bind("id", message.id())
        .bind("conversation", message.conversationId())
        .execute();
  }

  /** Whether any message of a user's conversations shows a file. */
  public boolean isFileShown(String userId, String fileId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT 1 FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE"
                        + " c.user_id = :user AND m.files LIKE :file LIMIT 1")
                .bind("user", userId)
                .bind("file", "%\"file_id\":\"" + fileId + "\"%")
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
  }

  /** Document ids of a conversation's messages, oldest first. */
  public List<String> objectIds(Handle handle, String conversationId) {
    return handle
        .createQuery(
            "SELECT object_id FROM message WHERE conversation_id = :id ORDER BY created_at, id")
        .bind("id", conversationId)
        .mapTo(String.class)
        .list();
  }

  public int count(Handle handle, String conversationId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM message WHERE conversation_id = :id")
        .bind("id", conversationId)
        .mapTo(Integer.class)
        .one();
  }

  private static Message map(ResultSet row) throws SQLException {
    String content = row.getString("content");
    JsonNode contentNode = content == null ? null : Json.parse(content);
    String metadata = row.getString("metadata");
    int tokens = row.getInt("token_count");
    Integer tokenCount = row.wasNull() ? null : Integer.valueOf(tokens);
    return new Message(
        row.getString("id"),
        row.getString("object_id"),
        row.getString("conversation_id"),
        row.getString("parent_id"),
        row.getInt("from_user") == 1,
        row.getString("sender"),
        row.getString("text"),
        PartCodec.fromJson(contentNode),
        row.getString("endpoint"),
        row.getString("model"),
        row.getInt("unfinished") == 1,
        row.getInt("failed") == 1,
        row.getString("finish_reason"),
        tokenCount,
        metadata(metadata),
        ExtrasCodec.map(row, PartCodec.speakers(contentNode)),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }

  private static @Nullable ObjectNode metadata(@Nullable String json) {
    return json == null ? null : (ObjectNode) Json.parse(json);
  }
}
