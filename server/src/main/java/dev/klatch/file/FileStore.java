package dev.klatch.file;

import dev.klatch.file.StoredFile.Purpose;
import dev.klatch.file.StoredFile.Source;
import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All SQL of files. */
public final class FileStore {
  private static final String COLUMNS =
      "id, object_id, user_id, name, path, type, size, purpose, source, width, height, thumbnail,"
          + " usage, text_tokens, conversation_id, message_id, expires_at, created_at, updated_at";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM file ";

  private final Database database;

  public FileStore(Database database) {
    this.database = database;
  }

  /** Adds a file, with the text that was read from it. */
  public void add(StoredFile file, @Nullable String text) {
    database.change(
        handle -> {
          insert(handle, file);
          if (text != null) {
            handle.execute(
                "INSERT INTO file_text (file_id, content) VALUES (?, ?)", file.id(), text);
          }
        });
  }

  private static void insert(Handle handle, StoredFile file) {
    Instant expires = file.expiresAt();
    handle
        .createUpdate(
            "INSERT INTO file ("
                + COLUMNS
                + ") VALUES (:id, :object, :user, :name, :path, :type, :size, :purpose, :source,"
                + " :width, :height, :thumbnail, :usage, :tokens, :conversation, :message,"
                + " :expires, :created, :updated)")
        .bind("id", file.id())
        .bind("object", file.objectId())
        .bind("user", file.userId())
        .bind("name", file.name())
        .bind("path", file.path())
        .bind("type", file.type())
        .bind("size", file.size())
        .bind("purpose", file.purpose().name())
        .bind("source", file.source().name())
        .bind("width", file.width())
        .bind("height", file.height())
        .bind("thumbnail", file.thumbnail() ? 1 : 0)
        .bind("usage", file.usage())
        .bind("tokens", file.textTokens())
        .bind("conversation", file.conversationId())
        .bind("message", file.messageId())
        .bind("expires", expires == null ? null : (Long) expires.toEpochMilli())
        .bind("created", file.createdAt().toEpochMilli())
        .bind("updated", file.updatedAt().toEpochMilli())
        .execute();
  }

  public Optional<StoredFile> find(String userId, String id) {
    return one(SELECT + "WHERE id = ? AND user_id = ?", id, userId);
  }

  /** A file by its address, whoever it belongs to. */
  public Optional<StoredFile> findByPath(String path) {
    return one(SELECT + "WHERE path = ?", path);
  }

  private Optional<StoredFile> one(String sql, Object... values) {
    return database.read(
        handle -> handle.select(sql, values).map((row, context) -> map(row)).findOne());
  }

  private List<StoredFile> many(String sql, Object... values) {
    return database.read(
        handle -> handle.select(sql, values).map((row, context) -> map(row)).list());
  }

  /** The user's files, newest first; profile pictures are left out. */
  public List<StoredFile> list(String userId) {
    return many(
        SELECT + "WHERE user_id = ? AND purpose <> 'AVATAR' ORDER BY created_at DESC, id DESC",
        userId);
  }

  /** Everything of a user. */
  public List<StoredFile> all(String userId) {
    return many(SELECT + "WHERE user_id = ?", userId);
  }

  /** The user's profile pictures. */
  public List<StoredFile> avatars(String userId) {
    return many(SELECT + "WHERE user_id = ? AND purpose = 'AVATAR'", userId);
  }

  /** Files that were last sent in a conversation. */
  public List<StoredFile> ofConversation(String userId, String conversationId) {
    return many(SELECT + "WHERE user_id = ? AND conversation_id = ?", userId, conversationId);
  }

  /** Files nobody used in time. */
  public List<StoredFile> expired(Instant now, int limit) {
    return many(
        SELECT + "WHERE expires_at IS NOT NULL AND expires_at <= ? ORDER BY expires_at LIMIT ?",
        now.toEpochMilli(),
        limit);
  }

  public Optional<String> text(String id) {
    return database.read(
        handle ->
            handle
                .select("SELECT content FROM file_text WHERE file_id = ?", id)
                .mapTo(String.class)
                .findOne());
  }

  /** Puts off the end of files that are not used yet; how many there were. */
  public int extend(String userId, Collection<String> ids, Instant until) {
    return database.write(
        handle -> {
          int held = 0;
          for (String id : ids) {
            held +=
                handle.execute(
                    "UPDATE file SET expires_at = ? WHERE id = ? AND user_id = ? AND expires_at IS"
                        + " NOT NULL",
                    until.toEpochMilli(),
                    id,
                    userId);
          }
          return held;
        });
  }

  /** Notes that a file was sent with a message: it stays as long as the conversation does. */
  public void use(
      Handle handle,
      String userId,
      String id,
      String conversationId,
      String messageId,
      Instant now) {
    handle.execute(
        "UPDATE file SET usage = usage + 1, conversation_id = ?, message_id = ?, expires_at = NULL,"
            + " updated_at = ? WHERE id = ? AND user_id = ?",
        conversationId,
        messageId,
        now.toEpochMilli(),
        id,
        userId);
  }

  /** Keeps a file for a purpose, however long it is not used. */
  public void keep(String userId, String id, Purpose purpose, Instant now) {
    database.change(
        handle ->
            handle.execute(
                "UPDATE file SET purpose = ?, expires_at = NULL, updated_at = ? WHERE id = ? AND"
                    + " user_id = ?",
                purpose.name(),
                now.toEpochMilli(),
                id,
                userId));
  }

  public void delete(String id) {
    database.change(
        handle -> {
          handle.execute("DELETE FROM file_text WHERE file_id = ?", id);
          handle.execute("DELETE FROM file WHERE id = ?", id);
        });
  }

  private static StoredFile map(ResultSet row) throws SQLException {
    Long expires = number(row, "expires_at");
    return new StoredFile(
        row.getString("id"),
        row.getString("object_id"),
        row.getString("user_id"),
        row.getString("name"),
        row.getString("path"),
        row.getString("type"),
        row.getLong("size"),
        Purpose.valueOf(row.getString("purpose")),
        Source.valueOf(row.getString("source")),
        integer(row, "width"),
        integer(row, "height"),
        row.getInt("thumbnail") == 1,
        row.getInt("usage"),
        integer(row, "text_tokens"),
        row.getString("conversation_id"),
        row.getString("message_id"),
        expires == null ? null : Instant.ofEpochMilli(expires),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : Long.valueOf(value);
  }

  private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : Integer.valueOf(value);
  }
}
