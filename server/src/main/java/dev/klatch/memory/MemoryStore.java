package dev.klatch.memory;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** SQL of memories. Every query names the owner. */
final class MemoryStore {
  private final Database database;

  MemoryStore(Database database) {
    this.database = database;
  }

  List<Memory> list(String userId) {
    return database.read(handle -> list(handle, userId));
  }

  List<Memory> list(Handle handle, String userId) {
    return handle
        .createQuery("SELECT * FROM memory WHERE user_id = :user ORDER BY updated_at DESC, name")
        .bind("user", userId)
        .map((row, context) -> map(row))
        .list();
  }

  void insert(Handle handle, Memory memory) {
    handle
        .createUpdate(
            "INSERT INTO memory (user_id, agent_id, name, content, tokens, updated_at) VALUES"
                + " (:user, :agent, :name, :content, :tokens, :updated)")
        .bind("user", memory.userId())
        .bind("agent", memory.agentId())
        .bind("name", memory.key())
        .bind("content", memory.value())
        .bind("tokens", memory.tokens())
        .bind("updated", memory.updatedAt().toEpochMilli())
        .execute();
  }

  int delete(Handle handle, String userId, String agentId, String key) {
    return handle.execute(
        "DELETE FROM memory WHERE user_id = ? AND agent_id = ? AND name = ?", userId, agentId, key);
  }

  void deleteAll(String userId) {
    database.change(handle -> handle.execute("DELETE FROM memory WHERE user_id = ?", userId));
  }

  private static Memory map(ResultSet row) throws SQLException {
    return new Memory(
        row.getString("user_id"),
        row.getString("agent_id"),
        row.getString("name"),
        row.getString("content"),
        row.getInt("tokens"),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
