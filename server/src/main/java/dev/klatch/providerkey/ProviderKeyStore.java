package dev.klatch.providerkey;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of keys people bring. */
final class ProviderKeyStore {
  private static final String SELECT =
      "SELECT user_id, name, value, created_at, expires_at FROM provider_key WHERE user_id = :user";

  private final Database database;

  ProviderKeyStore(Database database) {
    this.database = database;
  }

  /**
   * Stores a key in place of one of the same name.
   *
   * @return false when the user has {@code max} keys already; nothing is stored then
   */
  boolean put(ProviderKey key, int max) {
    return database.write(
        handle -> {
          delete(handle, key.userId(), key.name());
          int count =
              handle
                  .createQuery("SELECT COUNT(*) FROM provider_key WHERE user_id = :user")
                  .bind("user", key.userId())
                  .mapTo(Integer.class)
                  .one();
          if (count >= max) {
            return false;
          }
          Instant expires = key.expiresAt();
          handle.execute(
              "INSERT INTO provider_key (user_id, name, value, created_at, expires_at) VALUES (?,"
                  + " ?, ?, ?, ?)",
              key.userId(),
              key.name(),
              key.value(),
              key.createdAt().toEpochMilli(),
              expires == null ? null : (Long) expires.toEpochMilli());
          return true;
        });
  }

  Optional<ProviderKey> find(String userId, String name) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " AND name = :name")
                .bind("user", userId)
                .bind("name", name)
                .map((row, context) -> key(row))
                .findFirst());
  }

  /** All keys of a user by name. */
  List<ProviderKey> list(String userId) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " ORDER BY name")
                .bind("user", userId)
                .map((row, context) -> key(row))
                .list());
  }

  void delete(String userId, String name) {
    database.change(handle -> delete(handle, userId, name));
  }

  private static void delete(Handle handle, String userId, String name) {
    handle.execute("DELETE FROM provider_key WHERE user_id = ? AND name = ?", userId, name);
  }

  void deleteAll(String userId) {
    database.change(handle -> handle.execute("DELETE FROM provider_key WHERE user_id = ?", userId));
  }

  /** Empties what has expired, and forgets what expired before {@code forget}. */
  void purge(Instant now, Instant forget) {
    database.change(
        handle -> {
          handle.execute(
              "UPDATE provider_key SET value = '' WHERE expires_at <= ? AND value <> ''",
              now.toEpochMilli());
          handle.execute("DELETE FROM provider_key WHERE expires_at <= ?", forget.toEpochMilli());
        });
  }

  private static ProviderKey key(ResultSet row) throws SQLException {
    long expires = row.getLong("expires_at");
    Instant expiresAt = row.wasNull() ? null : Instant.ofEpochMilli(expires);
    return new ProviderKey(
        row.getString("user_id"),
        row.getString("name"),
        row.getString("value"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        expiresAt);
  }
}
