package dev.klatch.preset;

import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** SQL of presets. Every query names the owner. */
final class PresetStore {
  private final Database database;

  PresetStore(Database database) {
    this.database = database;
  }

  List<Preset> list(String userId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM preset WHERE user_id = :user ORDER BY updated_at DESC, id")
                .bind("user", userId)
                .map((row, context) -> map(row))
                .list());
  }

  Optional<Preset> find(Handle handle, String userId, String presetId) {
    return handle
        .createQuery("SELECT * FROM preset WHERE user_id = :user AND preset_id = :preset")
        .bind("user", userId)
        .bind("preset", presetId)
        .map((row, context) -> map(row))
        .findOne();
  }

  int count(Handle handle, String userId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM preset WHERE user_id = :user")
        .bind("user", userId)
        .mapTo(Integer.class)
        .one();
  }

  void save(Handle handle, Preset preset) {
    handle
        .createUpdate(
            "INSERT INTO preset (id, user_id, preset_id, body, is_default, created_at, updated_at)"
                + " VALUES (:id, :user, :preset, :body, :default, :created, :updated) ON CONFLICT"
                + " (id) DO UPDATE SET body = excluded.body, is_default = excluded.is_default,"
                + " updated_at = excluded.updated_at")
        .bind("id", preset.id())
        .bind("user", preset.userId())
        .bind("preset", preset.presetId())
        .bind("body", Json.write(preset.settings()))
        .bind("default", preset.isDefault() ? 1 : 0)
        .bind("created", preset.createdAt().toEpochMilli())
        .bind("updated", preset.updatedAt().toEpochMilli())
        .execute();
  }

  void clearDefault(Handle handle, String userId) {
    handle.execute("UPDATE preset SET is_default = 0 WHERE user_id = ?", userId);
  }

  int delete(String userId, String presetId) {
    return database.write(
        handle ->
            handle.execute(
                "DELETE FROM preset WHERE user_id = ? AND preset_id = ?", userId, presetId));
  }

  int deleteAll(String userId) {
    return database.write(handle -> handle.execute("DELETE FROM preset WHERE user_id = ?", userId));
  }

  private static Preset map(ResultSet row) throws SQLException {
    return new Preset(
        row.getString("id"),
        row.getString("user_id"),
        row.getString("preset_id"),
        (ObjectNode) Json.parse(row.getString("body")),
        row.getInt("is_default") == 1,
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
