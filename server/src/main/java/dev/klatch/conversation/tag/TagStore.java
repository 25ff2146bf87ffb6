package dev.klatch.conversation.tag;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of bookmarks. Every query names the owner. */
final class TagStore {
  private static final String SELECT =
      "SELECT b.id, b.user_id, b.tag, b.description, b.position, b.created_at, b.updated_at,"
          + " (SELECT COUNT(*) FROM conversation_bookmark cb JOIN conversation c ON c.id ="
          + " cb.conversation_id WHERE cb.bookmark_id = b.id AND c.deleted_at IS NULL) AS uses"
          + " FROM bookmark b WHERE b.user_id = :user";

  private final Database database;

  TagStore(Database database) {
    this.database = database;
  }

  List<Tag> list(String userId) {
    return database.read(handle -> list(handle, userId));
  }

  List<Tag> list(Handle handle, String userId) {
    return handle
        .createQuery(SELECT + " ORDER BY b.position, b.id")
        .bind("user", userId)
        .map((row, context) -> map(row))
        .list();
  }

  Optional<Tag> find(Handle handle, String userId, String name) {
    return handle
        .createQuery(SELECT + " AND b.tag = :tag")
        .bind("user", userId)
        .bind("tag", name)
        .map((row, context) -> map(row))
        .findOne();
  }

  void insert(Handle handle, Tag tag) {
    handle
        .createUpdate(
            "INSERT INTO bookmark (id, user_id, tag, description, position, created_at, updated_at)"
                + " VALUES (:id, :user, :tag, :description, :position, :created, :updated)")
        .bind("id", tag.id())
        .bind("user", tag.userId())
        .bind("tag", tag.name())
        .bind("description", tag.description())
        .bind("position", tag.position())
        .bind("created", tag.createdAt().toEpochMilli())
        .bind("updated", tag.updatedAt().toEpochMilli())
        .execute();
  }

  void update(Handle handle, String id, String name, String description, Instant at) {
    handle
        .createUpdate(
            "UPDATE bookmark SET tag = :tag, description = :description, updated_at = :at WHERE id"
                + " = :id")
        .bind("tag", name)
        .bind("description", description)
        .bind("at", at.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  void place(Handle handle, String id, int position) {
    handle.execute("UPDATE bookmark SET position = ? WHERE id = ?", position, id);
  }

  void delete(Handle handle, String id) {
    handle.execute("DELETE FROM bookmark WHERE id = ?", id);
  }

  /** Hangs a bookmark on a conversation; both were checked to be the same user's. */
  void attach(Handle handle, String conversationId, String tagId) {
    handle.execute(
        "INSERT INTO conversation_bookmark (conversation_id, bookmark_id) VALUES (?, ?) ON CONFLICT"
            + " DO NOTHING",
        conversationId,
        tagId);
  }

  void detachAll(Handle handle, String conversationId) {
    handle.execute("DELETE FROM conversation_bookmark WHERE conversation_id = ?", conversationId);
  }

  void deleteAll(String userId) {
    database.change(handle -> handle.execute("DELETE FROM bookmark WHERE user_id = ?", userId));
  }

  private static Tag map(ResultSet row) throws SQLException {
    return new Tag(
        row.getString("id"),
        row.getString("user_id"),
        row.getString("tag"),
        row.getString("description"),
        row.getInt("position"),
        row.getInt("uses"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
