package dev.klatch.conversation;

import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conversations of everybody for what follows the database, such as the search index.
 * Gives only what may be listed: nothing deleted, nothing temporary. Never reachable by a request.
 */
public final class ConversationScan {
  private static final String VISIBLE = " c.deleted_at IS NULL AND c.temporary = 0";
  private static final String MESSAGE =
      "SELECT m.id, m.conversation_id, c.user_id, m.text, m.content, m.created_at FROM"
          + " message m JOIN conversation c ON c.id = m.conversation_id WHERE"
          + VISIBLE;

  private final Database database;

  public ConversationScan(Database database) {
    this.database = database;
  }

  /** Title and owner of a conversation; times are milliseconds since 1970. */
  public record Title(String conversationId, String userId, String title, long createdAt) {}

  /** What a message says, without thinking and tool calls. */
  public record Words(
      String messageId, String conversationId, String userId, String text, long createdAt) {}

  public Optional<Title> title(String conversationId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT c.id, c.user_id, c.title, c.created_at FROM conversation c WHERE"
                        + " c.id = :id AND"
                        + VISIBLE)
                .bind("id", conversationId)
                .map((row, context) -> title(row))
                .findOne());
  }

  /** The conversations that follow an id in the order of ids; start with the empty text. */
  public List<Title> titlesAfter(String id, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT c.id, c.user_id, c.title, c.created_at FROM conversation c WHERE"
                        + " c.id > :id AND"
                        + VISIBLE
                        + " ORDER BY c.id LIMIT :limit")
                .bind("id", id)
                .bind("limit", limit)
                .map((row, context) -> title(row))
                .list());
  }

  public long count() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM conversation c WHERE" + VISIBLE)
                .mapTo(Long.class)
                .one());
  }

  /** Those of some messages that are there. */
  public List<Words> messages(Collection<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(MESSAGE + " AND m.id IN (<ids>)")
                .bindList("ids", new ArrayList<>(ids))
                .map((row, context) -> words(row))
                .list());
  }

  /** Hands over the messages of a conversation, a page at a time. */
  public void messagesOf(String conversationId, int page, Consumer<Words> consumer) {
    String after = "";
    while (true) {
      String from = after;
      List<Words> words =
          database.read(
              handle ->
                  handle
                      .createQuery(
                          MESSAGE
                              + " AND m.conversation_id = :conversation AND m.id > :after"
                              + " ORDER BY m.id LIMIT :page")
                      .bind("conversation", conversationId)
                      .bind("after", from)
                      .bind("page", page)
                      .map((row, context) -> words(row))
                      .list());
      words.forEach(consumer);
      if (words.size() < page) {
        return;
      }
      after = words.getLast().messageId();
    }
  }

  private static Title title(ResultSet row) throws SQLException {
    return new Title(row.getString(1), row.getString(2), row.getString(3), row.getLong(4));
  }

  private static Words words(ResultSet row) throws SQLException {
    return new Words(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        text(row.getString(4), row.getString(5)),
        row.getLong(6));
  }

  private static String text(String text, @Nullable String content) {
    return content == null ? text : MessageText.of(text, PartCodec.fromJson(Json.parse(content)));
  }
}
