package dev.klatch.account;

import dev.klatch.http.Principal;
import dev.klatch.sql.Database;
import dev.klatch.sql.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All SQL about users. */
final class AccountStore {
  private static final String COLUMNS =
      "id, email, username, name, avatar, provider, role, password_hash, email_verified,"
          + " terms_accepted_at, created_at, updated_at";
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
          insert(handle, user, isEmpty(handle) ? Principal.ADMIN : user.role(), passwordHash);
          return true;
        });
  }

  private static void insert(Handle handle, User user, String role, @Nullable String passwordHash) {
    Instant terms = user.termsAcceptedAt();
    handle
        .createUpdate(
            "INSERT INTO account_user ("
                + COLUMNS
                + ") VALUES (:id, :email, :username, :name, :avatar, :provider, :role, :hash,"
                + " :verified, :terms, :created, :updated)")
        .bind("id", user.id())
        .bind("email", user.email())
        .bind("username", user.username())
        .bind("name", user.name())
        .bind("avatar", user.avatar())
        .bind("provider", user.provider())
        .bind("role", role)
        .bind("hash", passwordHash)
        .bind("verified", user.emailVerified())
        .bind("terms", terms == null ? null : (Long) terms.toEpochMilli())
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

  /** Removes a user with all sessions. */
  boolean delete(String id) {
    return database.write(
        handle -> handle.execute("DELETE FROM account_user WHERE id = ?", id) > 0);
  }

  private static Credentials credentials(ResultSet row) throws SQLException {
    long terms = row.getLong("terms_accepted_at");
    Instant termsAcceptedAt = row.wasNull() ? null : Instant.ofEpochMilli(terms);
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
            termsAcceptedAt,
            Instant.ofEpochMilli(row.getLong("created_at")),
            Instant.ofEpochMilli(row.getLong("updated_at")));
    return new Credentials(user, row.getString("password_hash"));
  }
}
