package dev.klatch.account;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** All SQL about sessions. */
final class SessionStore {
  private static final String COLUMNS =
      "id, user_id, token_hash, previous_hash, rotated_at, created_at, expires_at";

  private final Database database;

  SessionStore(Database database) {
    this.database = database;
  }

  /** What presenting a token did to its session. */
  sealed interface Rotation {
    /** The token was in force; the new one is now. */
    record Rotated(Session session) implements Rotation {}

    /** The token was replaced a moment ago; the session, with its current token, goes on. */
    record Replaced(Session session) implements Rotation {}

    /** The token was replaced long ago: somebody kept a copy. The session is ended. */
    record Reused() implements Rotation {}

    /** There is no such session, or it has expired. */
    record Unknown() implements Rotation {}
  }

  void add(Session session) {
    database.write(
        handle ->
            handle.execute(
                "INSERT INTO account_session (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                session.id(),
                session.userId(),
                session.tokenHash(),
                session.previousHash(),
                session.rotatedAt().toEpochMilli(),
                session.createdAt().toEpochMilli(),
                session.expiresAt().toEpochMilli()));
  }

  Optional<Session> find(String id) {
    return database.read(handle -> find(handle, id));
  }

  /**
   * Exchanges the token in force for a new one.
   *
   * @param presented hash of the token shown
   * @param next hash of the token to put in force
   * @param graceStart a token replaced after this still counts
   */
  Rotation rotate(String id, String presented, String next, Instant now, Instant graceStart) {
    return database.write(
        handle -> {
          // The condition makes one of several parallel refreshes win on both engines.
          int changed =
              handle.execute(
                  "UPDATE account_session SET previous_hash = token_hash, token_hash = ?,"
                      + " rotated_at = ? WHERE id = ? AND token_hash = ? AND expires_at > ?",
                  next,
                  now.toEpochMilli(),
                  id,
                  presented,
                  now.toEpochMilli());
          Optional<Session> found = find(handle, id);
          if (found.isEmpty() || !found.get().expiresAt().isAfter(now)) {
            return new Rotation.Unknown();
          }
          Session session = found.get();
          if (changed == 1) {
            return new Rotation.Rotated(session);
          }
          if (presented.equals(session.previousHash()) && session.rotatedAt().isAfter(graceStart)) {
            return new Rotation.Replaced(session);
          }
          delete(handle, id);
          return new Rotation.Reused();
        });
  }

  void delete(String id) {
    database.write(handle -> delete(handle, id));
  }

  void deleteAllOf(String userId) {
    database.write(
        handle -> handle.execute("DELETE FROM account_session WHERE user_id = ?", userId));
  }

  /** Removes sessions that ended before {@code now}. */
  int purge(Instant now) {
    return database.write(
        handle ->
            handle.execute(
                "DELETE FROM account_session WHERE expires_at <= ?", now.toEpochMilli()));
  }

  private static int delete(Handle handle, String id) {
    return handle.execute("DELETE FROM account_session WHERE id = ?", id);
  }

  private static Optional<Session> find(Handle handle, String id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM account_session WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> session(row))
        .findFirst();
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        row.getString("id"),
        row.getString("user_id"),
        row.getString("token_hash"),
        row.getString("previous_hash"),
        Instant.ofEpochMilli(row.getLong("rotated_at")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("expires_at")));
  }
}
