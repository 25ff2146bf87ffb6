package dev.klatch.account;

import dev.klatch.http.Principal;
import dev.klatch.sql.Database;
import dev.klatch.sql.Dialect;
import dev.klatch.sql.Like;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All SQL about users. */
final class AccountStore {
  private static final String COLUMNS =
      "id, email, username, name, avatar, provider, role, password_hash, email_verified,"
          + " two_factor_enabled, uses_memories, terms_accepted_at, tokens_valid_from, deletion_started_at,"
          + " created_at, updated_at";
  // Any number no other feature takes; it serialises registrations on PostgreSQL.
  private static final long REGISTRATION_LOCK = 4_242_001L;

  private final Database database;

  AccountStore(Database database) {
    this.database = database;
  }

  /**
   * Adds a user; the very first one becomes administrator, whatever role it asks for. Decided in
   * one transaction, so that of two first registrations at the same time one wins.
   *
   * @return false when the e-mail is taken; nothing is then changed
   */
  boolean add(User user, @Nullable String passwordHash) {
    return database.write(
        handle -> {
          if (database.dialect() == Dialect.POSTGRESQL) {
            handle.execute("SELECT pg_advisory_xact_lock(?)", REGISTRATION_LOCK);
          }
          if (findByEmail(handle, user.email()).isPresent()) {
            return false;
          }
          boolean first = isEmpty(handle);
          // Whoever sets a server up must get in even where its mail does not work yet.
          insert(
              handle,
              user,
              first ? Principal.ADMIN : user.role(),
              first || user.emailVerified(),
              passwordHash);
          return true;
        });
  }

  private static void insert(
      Handle handle, User user, String role, boolean verified, @Nullable String passwordHash) {
    handle
        .createUpdate(
            "INSERT INTO account_user ("
                + COLUMNS
                + ") VALUES (:id, :email, :username, :name, :avatar, :provider, :role, :hash,"
                + " :verified, :twoFactor, TRUE, :terms, NULL, NULL, :created, :updated)")
        .bind("id", user.id())
        .bind("email", user.email())
        .bind("username", user.username())
        .bind("name", user.name())
        .bind("avatar", user.avatar())
        .bind("provider", user.provider())
        .bind("role", role)
        .bind("hash", passwordHash)
        .bind("verified", verified)
        .bind("twoFactor", user.twoFactorEnabled())
        .bind("terms", millis(user.termsAcceptedAt()))
        .bind("created", user.createdAt().toEpochMilli())
        .bind("updated", user.updatedAt().toEpochMilli())
        .execute();
  }

  /** Whether nobody has registered yet. */
  boolean isEmpty() {
    return database.read(AccountStore::isEmpty);
  }

  private static boolean isEmpty(Handle handle) {
    return handle
        .createQuery("SELECT 1 FROM account_user LIMIT 1")
        .mapTo(Integer.class)
        .findFirst()
        .isEmpty();
  }

  Optional<User> find(String id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM account_user WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> credentials(row).user())
                .findFirst());
  }

  /** The user with an e-mail address given in lower case. */
  Optional<Credentials> findByEmail(String email) {
    return database.read(handle -> findByEmail(handle, email));
  }

  private static Optional<Credentials> findByEmail(Handle handle, String email) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM account_user WHERE email = :email")
        .bind("email", email)
        .map((row, context) -> credentials(row))
        .findFirst();
  }

  /** The user with the hash of the password. */
  Optional<Credentials> findCredentials(String id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM account_user WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> credentials(row))
                .findFirst());
  }

  /**
   * Users whose name, username or e-mail contains a text, by name.
   *
   * @param like pattern for lower-case values, see {@link Like}
   */
  List<User> search(String like, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM account_user WHERE lower(name) LIKE :like"
                        + Like.ESCAPE
                        + " OR username LIKE :like"
                        + Like.ESCAPE
                        + " OR email LIKE :like"
                        + Like.ESCAPE
                        + " ORDER BY lower(name), id LIMIT :limit")
                .bind("like", like)
                .bind("limit", limit)
                .map((row, context) -> credentials(row).user())
                .list());
  }

  /** Replaces a password hash, unless it was changed meanwhile. */
  void replaceHash(String id, String oldHash, String newHash) {
    database.write(
        handle ->
            handle.execute(
                "UPDATE account_user SET password_hash = ? WHERE id = ? AND password_hash = ?",
                newHash,
                id,
                oldHash));
  }

  boolean setRole(String id, String role, Instant now) {
    return update(id, "role", role, now);
  }

  boolean acceptTerms(String id, Instant now) {
    return update(id, "terms_accepted_at", now.toEpochMilli(), now);
  }

  boolean setPassword(String id, String hash, Instant now) {
    return update(id, "password_hash", hash, now);
  }

  boolean setVerified(String id, Instant now) {
    return update(id, "email_verified", true, now);
  }

  boolean useMemories(String id, boolean on, Instant now) {
    return update(id, "uses_memories", on, now);
  }

  boolean setTwoFactor(String id, boolean enabled, Instant now) {
    return update(id, "two_factor_enabled", enabled, now);
  }

  boolean setTokensValidFrom(String id, Instant now) {
    return update(id, "tokens_valid_from", now.toEpochMilli(), now);
  }

  void rename(String id, String name, String username, Instant now) {
    database.write(
        handle ->
            handle.execute(
                "UPDATE account_user SET name = ?, username = ?, updated_at = ? WHERE id = ?",
                name,
                username,
                now.toEpochMilli(),
                id));
  }

  boolean setAvatar(String id, String url, Instant now) {
    return update(id, "avatar", url, now);
  }

  private boolean update(String id, String column, Object value, Instant now) {
    return database.write(
        handle ->
            handle.execute(
                    "UPDATE account_user SET " + column + " = ?, updated_at = ? WHERE id = ?",
                    value,
                    now.toEpochMilli(),
                    id)
                > 0);
  }

  /** Notes that an account is being deleted; false when it already is, or is not there. */
  boolean beginDeletion(String id, Instant now) {
    return database.write(
        handle ->
            handle.execute(
                    "UPDATE account_user SET deletion_started_at = ? WHERE id = ? AND"
                        + " deletion_started_at IS NULL",
                    now.toEpochMilli(),
                    id)
                > 0);
  }

  /** Accounts whose deletion began and is not finished. */
  List<String> going() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT id FROM account_user WHERE deletion_started_at IS NOT NULL")
                .mapTo(String.class)
                .list());
  }

  /** Whether there are other people, none of whom is an administrator. */
  boolean isLastAdministrator(String id) {
    return database.read(
        handle -> {
          int others = count(handle, "id <> :id", id);
          int administrators = count(handle, "id <> :id AND role = 'ADMIN'", id);
          return others > 0 && administrators == 0;
        });
  }

  private static int count(Handle handle, String where, String id) {
    return handle
        .createQuery("SELECT COUNT(*) FROM account_user WHERE " + where)
        .bind("id", id)
        .mapTo(Integer.class)
        .one();
  }

  /** Removes a user with all sessions. */
  boolean delete(String id) {
    return database.write(
        handle -> handle.execute("DELETE FROM account_user WHERE id = ?", id) > 0);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : (Long) instant.toEpochMilli();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static Credentials credentials(ResultSet row) throws SQLException {
    User user =
        new User(
            row.getString("id"),
            row.getString("email"),
            row.getString("username"),
            row.getString("name"),
            row.getString("avatar"),
            row.getString("provider"),
            row.getString("role"),
            row.getBoolean("email_verified"),
            row.getBoolean("two_factor_enabled"),
            row.getBoolean("uses_memories"),
            instant(row, "terms_accepted_at"),
            instant(row, "tokens_valid_from"),
            instant(row, "deletion_started_at"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            Instant.ofEpochMilli(row.getLong("updated_at")));
    return new Credentials(user, row.getString("password_hash"));
  }
}
