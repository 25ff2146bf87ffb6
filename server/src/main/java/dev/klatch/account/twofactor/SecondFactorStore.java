package dev.klatch.account.twofactor;

import dev.klatch.sql.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of second factors. */
final class SecondFactorStore {
  private final Database database;

  SecondFactorStore(Database database) {
    this.database = database;
  }

  /** The encrypted secrets of a user: the one in force, and the one not confirmed yet. */
  record Secrets(@Nullable String active, @Nullable String pending) {}

  Optional<Secrets> find(String userId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT secret, pending_secret FROM account_second_factor WHERE user_id ="
                        + " :user")
                .bind("user", userId)
                .map(
                    (row, context) ->
                        new Secrets(row.getString("secret"), row.getString("pending_secret")))
                .findFirst());
  }

  /** Keeps a secret and backup codes until they are confirmed; what is in force stays so. */
  void prepare(String userId, String secret, List<String> codeHashes) {
    database.change(
        handle -> {
          int changed =
              handle.execute(
                  "UPDATE account_second_factor SET pending_secret = ? WHERE user_id = ?",
                  secret,
                  userId);
          if (changed == 0) {
            handle.execute(
                "INSERT INTO account_second_factor (user_id, pending_secret) VALUES (?, ?)",
                userId,
                secret);
          }
          removeCodes(handle, userId, true);
          addCodes(handle, userId, codeHashes, true);
        });
  }

  /** Puts the prepared secret and codes in force. */
  void activate(String userId) {
    database.change(
        handle -> {
          handle.execute(
              "UPDATE account_second_factor SET secret = pending_secret, pending_secret = NULL,"
                  + " last_step = 0 WHERE user_id = ? AND pending_secret IS NOT NULL",
              userId);
          removeCodes(handle, userId, false);
          handle.execute(
              "UPDATE account_backup_code SET pending = FALSE WHERE user_id = ?", userId);
        });
  }

  /** Replaces the backup codes in force. */
  void replaceCodes(String userId, List<String> codeHashes) {
    database.change(
        handle -> {
          removeCodes(handle, userId, false);
          addCodes(handle, userId, codeHashes, false);
        });
  }

  void delete(String userId) {
    database.change(
        handle -> {
          handle.execute("DELETE FROM account_backup_code WHERE user_id = ?", userId);
          handle.execute("DELETE FROM account_second_factor WHERE user_id = ?", userId);
        });
  }

  /** Uses up all codes up to a step; false when one of that step or later was used before. */
  boolean takeStep(String userId, long step) {
    return database.write(
        handle ->
            handle.execute(
                    "UPDATE account_second_factor SET last_step = ? WHERE user_id = ? AND"
                        + " last_step < ?",
                    step,
                    userId,
                    step)
                > 0);
  }

  /** Uses up a backup code; false when there is none such that is unused. */
  boolean takeCode(String userId, String hash, Instant now) {
    return database.write(
        handle ->
            handle.execute(
                    "UPDATE account_backup_code SET used_at = ? WHERE user_id = ? AND code_hash ="
                        + " ? AND pending = FALSE AND used_at IS NULL",
                    now.toEpochMilli(),
                    userId,
                    hash)
                > 0);
  }

  /** Whether a backup code, in force or prepared, is unused. */
  boolean hasCode(String userId, String hash) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT 1 FROM account_backup_code WHERE user_id = :user AND code_hash = :hash"
                        + " AND used_at IS NULL")
                .bind("user", userId)
                .bind("hash", hash)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
  }

  int codesLeft(String userId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM account_backup_code WHERE user_id = :user AND pending ="
                        + " FALSE AND used_at IS NULL")
                .bind("user", userId)
                .mapTo(Integer.class)
                .one());
  }

  private static void removeCodes(Handle handle, String userId, boolean pending) {
    handle.execute(
        "DELETE FROM account_backup_code WHERE user_id = ? AND pending = ?", userId, pending);
  }

  private static void addCodes(Handle handle, String userId, List<String> hashes, boolean pending) {
    for (String hash : hashes) {
      handle.execute(
          "INSERT INTO account_backup_code (user_id, code_hash, pending) VALUES (?, ?, ?)",
          userId,
          hash,
          pending);
    }
  }
}
