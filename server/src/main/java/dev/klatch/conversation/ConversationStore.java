package dev.klatch.conversation;

import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** SQL of conversations. Every query names the owner. */
public final class ConversationStore {
  private static final String COLUMNS =
      "id, object_id, user_id, title, endpoint, model, settings, archived, archived_at, pinned,"
          + " temporary, created_at, updated_at, expires_at";

  /** Separates the bookmarks of a conversation within one column; bookmarks cannot contain it. */
  private static final String SEPARATOR = "\u001f";

  /** What {@link #map} reads. */
  static final String SELECT =
      "SELECT "
          + COLUMNS
          + ", project_id, shared, (SELECT STRING_AGG(b.tag, '"
          + SEPARATOR
          + "' ORDER BY b.position, b.id) FROM conversation_bookmark cb JOIN bookmark b ON b.id ="
          + " cb.bookmark_id WHERE cb.conversation_id = conversation.id) AS tags FROM conversation";

  private final Database database;

  public ConversationStore(Database database) {
    this.database = database;
  }

  public Optional<Conversation> find(String userId, String id) {
    return database.read(handle -> find(handle, userId, id));
  }

  /** The same inside a transaction that also changes something. */
  public Optional<Conversation> find(Handle handle, String userId, String id) {
    return handle
        .createQuery(SELECT + " WHERE id = :id AND user_id = :user AND deleted_at IS NULL")
        .bind("id", id)
        .bind("user", userId)
        .map((row, context) -> map(row))
        .findOne();
  }

  /** Those of some conversations that are the user's, in no order. */
  public List<Conversation> findAll(String userId, Collection<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT + " WHERE user_id = :user AND deleted_at IS NULL AND id IN (<ids>)")
                .bind("user", userId)
                .bindList("ids", new ArrayList<>(ids))
                .map((row, context) -> map(row))
                .list());
  }

  /** Whether the id is taken, by anyone, deleted or not. */
  public boolean exists(Handle handle, String id) {
    return handle
        .createQuery("SELECT 1 FROM conversation WHERE id = :id")
        .bind("id", id)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  public void insert(Handle handle, Conversation c) {
    handle
        .createUpdate(
            "INSERT INTO conversation ("
                + COLUMNS
                + ", project_id) VALUES (:id, :object, :user, :title, :endpoint, :model, :settings,"
                + " :archived, NULL, :pinned, :temporary, :created, :updated, :expires, (SELECT p.id"
                + " FROM project p WHERE p.id = :project AND p.user_id = :user))")
        .bind("id", c.id())
        .bind("object", c.objectId())
        .bind("user", c.userId())
        .bind("title", c.title())
        .bind("endpoint", c.endpoint())
        .bind("model", c.model())
        .bind("settings", Json.write(c.settings()))
        .bind("archived", c.archived() ? 1 : 0)
        .bind("pinned", c.pinned() ? 1 : 0)
        .bind("temporary", c.temporary() ? 1 : 0)
        .bind("created", c.createdAt().toEpochMilli())
        .bind("updated", c.updatedAt().toEpochMilli())
        .bind("expires", millis(c.expiresAt()))
        .bind("project", c.projectId())
        .execute();
  }

  /** Notes what the newest turn used and when it was. */
  public void touch(
      Handle handle,
      String id,
      String endpoint,
      @Nullable String model,
      ObjectNode settings,
      Instant at) {
    handle
        .createUpdate(
            "UPDATE conversation SET endpoint = :endpoint, model = :model, settings = :settings,"
                + " updated_at = :at WHERE id = :id")
        .bind("endpoint", endpoint)
        .bind("model", model)
        .bind("settings", Json.write(settings))
        .bind("at", at.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  /** Moves the conversation to the top of the list. */
  public void touch(Handle handle, String id, Instant at) {
    handle
        .createUpdate("UPDATE conversation SET updated_at = :at WHERE id = :id")
        .bind("at", at.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  public void rename(Handle handle, String userId, String id, String title) {
    handle
        .createUpdate("UPDATE conversation SET title = :title WHERE id = :id AND user_id = :user")
        .bind("title", title)
        .bind("id", id)
        .bind("user", userId)
        .execute();
  }

  /**
   * Sets a title only where none was given yet, so that a made title never replaces a chosen one.
   */
  public void entitle(String userId, String id, String title) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "UPDATE conversation SET title = :title WHERE id = :id AND user_id = :user AND"
                        + " title = :untitled")
                .bind("title", title)
                .bind("id", id)
                .bind("user", userId)
                .bind("untitled", Conversation.UNTITLED)
                .execute());
  }

  public void archive(Handle handle, String userId, String id, boolean archived, Instant at) {
    handle
        .createUpdate(
            "UPDATE conversation SET archived = :archived, archived_at = :at WHERE id = :id AND"
                + " user_id = :user")
        .bind("archived", archived ? 1 : 0)
        .bind("at", archived ? at.toEpochMilli() : null)
        .bind("id", id)
        .bind("user", userId)
        .execute();
  }

  /** Archives everything of a user that is not; returns how many. */
  int archiveAll(Handle handle, String userId, Instant at) {
    return handle
        .createUpdate(
            "UPDATE conversation SET archived = 1, archived_at = :at WHERE user_id = :user AND"
                + " archived = 0 AND temporary = 0 AND deleted_at IS NULL")
        .bind("at", at.toEpochMilli())
        .bind("user", userId)
        .execute();
  }

  public void pin(Handle handle, String userId, String id, boolean pinned) {
    handle
        .createUpdate("UPDATE conversation SET pinned = :pinned WHERE id = :id AND user_id = :user")
        .bind("pinned", pinned ? 1 : 0)
        .bind("id", id)
        .bind("user", userId)
        .execute();
  }

  /** Hides a conversation until it is purged or restored. */
  public boolean markDeleted(Handle handle, String userId, String id, Instant at) {
    return handle
            .createUpdate(
                "UPDATE conversation SET deleted_at = :at WHERE id = :id AND user_id = :user AND"
                    + " deleted_at IS NULL")
            .bind("at", at.toEpochMilli())
            .bind("id", id)
            .bind("user", userId)
            .execute()
        == 1;
  }

  /** Ids of everything the user has that is not deleted, newest first. */
  public List<String> ids(Handle handle, String userId) {
    return handle
        .createQuery(
            "SELECT id FROM conversation WHERE user_id = :user AND deleted_at IS NULL ORDER BY"
                + " updated_at DESC")
        .bind("user", userId)
        .mapTo(String.class)
        .list();
  }

  public boolean restore(Handle handle, String userId, String id) {
    return handle
            .createUpdate(
                "UPDATE conversation SET deleted_at = NULL WHERE id = :id AND user_id = :user AND"
                    + " deleted_at IS NOT NULL")
            .bind("id", id)
            .bind("user", userId)
            .execute()
        == 1;
  }

  /** What was deleted before a time, and temporary conversations that ran out; not too many. */
  List<Purged> toPurge(Handle handle, Instant deletedBefore, Instant now) {
    return handle
        .createQuery(
            "SELECT user_id, id FROM conversation WHERE (deleted_at IS NOT NULL AND deleted_at <"
                + " :del) OR (expires_at IS NOT NULL AND expires_at < :now) LIMIT 1000")
        .bind("del", deletedBefore.toEpochMilli())
        .bind("now", now.toEpochMilli())
        .map((row, context) -> new Purged(row.getString(1), row.getString(2)))
        .list();
  }

  /** Removes a conversation for good, with its messages. */
  void remove(Handle handle, String id) {
    handle.execute("DELETE FROM conversation WHERE id = ?", id);
  }

  /** Puts a conversation into a project, which must be of the same user, or into none. */
  public void assign(Handle handle, String userId, String id, @Nullable String projectId) {
    handle
        .createUpdate(
            "UPDATE conversation SET project_id = (SELECT p.id FROM project p WHERE p.id = :project"
                + " AND p.user_id = :user) WHERE id = :id AND user_id = :user")
        .bind("project", projectId)
        .bind("id", id)
        .bind("user", userId)
        .execute();
  }

  /** Notes whether a link to the conversation exists. */
  public void markShared(Handle handle, String userId, String id, boolean shared) {
    handle
        .createUpdate("UPDATE conversation SET shared = :shared WHERE id = :id AND user_id = :user")
        .bind("shared", shared ? 1 : 0)
        .bind("id", id)
        .bind("user", userId)
        .execute();
  }

  /** Ids of everything the user has, deleted or not. */
  List<String> allIds(Handle handle, String userId) {
    return handle
        .createQuery("SELECT id FROM conversation WHERE user_id = :user")
        .bind("user", userId)
        .mapTo(String.class)
        .list();
  }

  /** A conversation that is gone for good. */
  public record Purged(String userId, String conversationId) {}

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  static Conversation map(ResultSet row) throws SQLException {
    return new Conversation(
        row.getString("id"),
        row.getString("object_id"),
        row.getString("user_id"),
        row.getString("title"),
        row.getString("endpoint"),
        row.getString("model"),
        (ObjectNode) Json.parse(row.getString("settings")),
        row.getInt("archived") == 1,
        instant(row, "archived_at"),
        row.getInt("pinned") == 1,
        row.getInt("temporary") == 1,
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        instant(row, "expires_at"),
        row.getString("project_id"),
        row.getInt("shared") == 1,
        tags(row.getString("tags")));
  }

  private static List<String> tags(@Nullable String joined) {
    return joined == null ? List.of() : List.of(joined.split(SEPARATOR, -1));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
