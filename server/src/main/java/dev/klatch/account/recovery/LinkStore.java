package dev.klatch.account.recovery;

import dev.klatch.sql.Database;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** SQL of links. */
final class LinkStore {
  private final Database database;

  LinkStore(Database database) {
    this.database = database;
  }

  /** What a link is for. */
  enum Purpose {
    RESET,
    VERIFY;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  void add(String tokenHash, String userId, Purpose purpose, Instant expires) {
    database.write(
        handle ->
            handle.execute(
                "INSERT INTO account_link (token_hash, user_id, purpose, expires_at) VALUES (?, ?,"
                    + " ?, ?)",
                tokenHash,
                userId,
                purpose.column(),
                expires.toEpochMilli()));
  }

  /** The user a link that still counts was made for. */
  Optional<String> find(String tokenHash, Purpose purpose, Instant now) {
    return database.read(handle -> find(handle, tokenHash, purpose, now));
  }

  /**
   * Uses a link up, and with it every other of the same purpose.
   *
   * @return false when it does not count, or somebody else used it a moment ago
   */
  boolean take(String tokenHash, String userId, Purpose purpose, Instant now) {
    return database.write(
        handle -> {
          boolean counts = find(handle, tokenHash, purpose, now).filter(userId::equals).isPresent();
          if (counts) {
            handle.execute(
                "DELETE FROM account_link WHERE user_id = ? AND purpose = ?",
                userId,
                purpose.column());
          }
          return counts;
        });
  }

  private static Optional<String> find(
      Handle handle, String tokenHash, Purpose purpose, Instant now) {
    return handle
        .createQuery(
            "SELECT user_id FROM account_link WHERE token_hash = :hash AND purpose = :purpose AND"
                + " expires_at > :now")
        .bind("hash", tokenHash)
        .bind("purpose", purpose.column())
        .bind("now", now.toEpochMilli())
        .mapTo(String.class)
        .findFirst();
  }

  /** Removes links that no longer count. */
  int purge(Instant now) {
    return database.write(
        handle ->
            handle.execute("DELETE FROM account_link WHERE expires_at <= ?", now.toEpochMilli()));
  }
}
