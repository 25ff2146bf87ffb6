package dev.klatch.conversation.project;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of projects. Every query names the owner. */
final class ProjectStore {
  private static final String INSIDE =
      " FROM conversation c WHERE c.project_id = p.id AND c.deleted_at IS NULL AND c.temporary = 0";
  private static final String SELECT =
      "SELECT p.id, p.user_id, p.name, p.description, p.created_at, p.updated_at, (SELECT COUNT(*)"
          + INSIDE
          + ") AS conversations, (SELECT MAX(c.updated_at)"
          + INSIDE
          + ") AS last_at, (SELECT c.id"
          + INSIDE
          + " ORDER BY c.updated_at DESC, c.id DESC LIMIT 1) AS last_id FROM project p WHERE"
          + " p.user_id = :user";

  private final Database database;

  ProjectStore(Database database) {
    this.database = database;
  }

  List<Project> list(String userId) {
    return database.read(
        handle ->
            handle.createQuery(SELECT).bind("user", userId).map((row, context) -> map(row)).list());
  }

  Optional<Project> find(String userId, String id) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " AND p.id = :id")
                .bind("user", userId)
                .bind("id", id)
                .map((row, context) -> map(row))
                .findOne());
  }

  int count(Handle handle, String userId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM project WHERE user_id = :user")
        .bind("user", userId)
        .mapTo(Integer.class)
        .one();
  }

  void insert(Handle handle, Project project) {
    handle
        .createUpdate(
            "INSERT INTO project (id, user_id, name, description, created_at, updated_at) VALUES"
                + " (:id, :user, :name, :description, :created, :updated)")
        .bind("id", project.id())
        .bind("user", project.userId())
        .bind("name", project.name())
        .bind("description", project.description())
        .bind("created", project.createdAt().toEpochMilli())
        .bind("updated", project.updatedAt().toEpochMilli())
        .execute();
  }

  void update(Handle handle, String userId, String id, String name, String text, Instant at) {
    handle
        .createUpdate(
            "UPDATE project SET name = :name, description = :description, updated_at = :at WHERE id"
                + " = :id AND user_id = :user")
        .bind("name", name)
        .bind("description", text)
        .bind("at", at.toEpochMilli())
        .bind("id", id)
        .bind("user", userId)
        .execute();
  }

  /** Takes every conversation out of a project; returns how many. */
  int empty(Handle handle, String id) {
    return handle.execute("UPDATE conversation SET project_id = NULL WHERE project_id = ?", id);
  }

  int delete(Handle handle, String userId, String id) {
    return handle.execute("DELETE FROM project WHERE id = ? AND user_id = ?", id, userId);
  }

  void deleteAll(String userId) {
    database.change(handle -> handle.execute("DELETE FROM project WHERE user_id = ?", userId));
  }

  private static Project map(ResultSet row) throws SQLException {
    long last = row.getLong("last_at");
    Instant lastAt = row.wasNull() ? null : Instant.ofEpochMilli(last);
    return new Project(
        row.getString("id"),
        row.getString("user_id"),
        row.getString("name"),
        row.getString("description"),
        row.getInt("conversations"),
        lastAt,
        row.getString("last_id"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
