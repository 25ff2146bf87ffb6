package dev.klatch.access;

import dev.klatch.sql.Database;
import dev.klatch.sql.Like;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All SQL about groups and who is in them. */
final class GroupStore {
  private static final String SELECT =
      "SELECT id, name, description, created_at, updated_at, (SELECT COUNT(*) FROM"
          + " access_group_member m WHERE m.group_id = g.id) AS members FROM access_group g";

  private final Database database;

  GroupStore(Database database) {
    this.database = database;
  }

  /** Ids of the groups a person is in. */
  List<String> of(String userId) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT group_id FROM access_group_member WHERE user_id = :user")
                .bind("user", userId)
                .mapTo(String.class)
                .list());
  }

  Optional<Group> find(String id) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> group(row))
                .findOne());
  }

  /**
   * Groups by name.
   *
   * @param like pattern for the lower-case name, see {@link Like}
   */
  List<Group> list(String like, int limit, int offset) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + " WHERE lower(name) LIKE :like"
                        + Like.ESCAPE
                        + " ORDER BY lower(name), id LIMIT :limit OFFSET :offset")
                .bind("like", like)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> group(row))
                .list());
  }

  int count(String like) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM access_group WHERE lower(name) LIKE :like" + Like.ESCAPE)
                .bind("like", like)
                .mapTo(Integer.class)
                .one());
  }

  void add(String id, String name, @Nullable String description, long now) {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO access_group (id, name, description, created_at, updated_at)"
                    + " VALUES (?, ?, ?, ?, ?)",
                id,
                name,
                description,
                now,
                now));
  }

  boolean change(String id, String name, @Nullable String description, long now) {
    return database.write(
        handle ->
            handle.execute(
                    "UPDATE access_group SET name = ?, description = ?, updated_at = ?"
                        + " WHERE id = ?",
                    name,
                    description,
                    now,
                    id)
                > 0);
  }

  /** Removes a group with its members and everything granted to it. */
  boolean delete(String id) {
    return database.write(
        handle -> {
          GrantStore.removeAllTo(handle, new Grantee(Grantee.Kind.GROUP, id));
          handle.execute("DELETE FROM access_group_member WHERE group_id = ?", id);
          return handle.execute("DELETE FROM access_group WHERE id = ?", id) > 0;
        });
  }

  List<String> members(String id, int limit, int offset) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT user_id FROM access_group_member WHERE group_id = :id"
                        + " ORDER BY user_id LIMIT :limit OFFSET :offset")
                .bind("id", id)
                .bind("limit", limit)
                .bind("offset", offset)
                .mapTo(String.class)
                .list());
  }

  void join(String id, String userId) {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO access_group_member (group_id, user_id) VALUES (?, ?)"
                    + " ON CONFLICT (group_id, user_id) DO NOTHING",
                id,
                userId));
  }

  boolean leave(String id, String userId) {
    return database.write(
        handle ->
            handle.execute(
                    "DELETE FROM access_group_member WHERE group_id = ? AND user_id = ?",
                    id,
                    userId)
                > 0);
  }

  static void leaveAll(Handle handle, String userId) {
    handle.execute("DELETE FROM access_group_member WHERE user_id = ?", userId);
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(
        row.getString("id"),
        row.getString("name"),
        row.getString("description"),
        row.getInt("members"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
