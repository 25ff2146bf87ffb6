package dev.klatch.banner;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** SQL of the announcement; there is one at most. */
public final class BannerStore {
  private final Database database;

  public BannerStore(Database database) {
    this.database = database;
  }

  Optional<Banner> find() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM banner")
                .map((row, context) -> banner(row))
                .findFirst());
  }

  private static Banner banner(ResultSet row) throws SQLException {
    long to = row.getLong("display_to");
    Instant end = row.wasNull() ? null : Instant.ofEpochMilli(to);
    return new Banner(
        row.getString("id"),
        row.getString("message"),
        Instant.ofEpochMilli(row.getLong("display_from")),
        end,
        row.getBoolean("is_public"),
        row.getBoolean("persistable"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }

  void replace(Banner banner) {
    Instant to = banner.to();
    database.change(
        handle -> {
          handle.execute("DELETE FROM banner");
          handle
              .createUpdate(
                  "INSERT INTO banner (id, message, display_from, display_to, is_public,"
                      + " persistable, created_at, updated_at) VALUES (:id, :message, :from, :to,"
                      + " :public, :persistable, :created, :updated)")
              .bind("id", banner.id())
              .bind("message", banner.message())
              .bind("from", banner.from().toEpochMilli())
              .bind("to", to == null ? null : (Long) to.toEpochMilli())
              .bind("public", banner.isPublic())
              .bind("persistable", banner.persistable())
              .bind("created", banner.createdAt().toEpochMilli())
              .bind("updated", banner.updatedAt().toEpochMilli())
              .execute();
        });
  }

  void remove() {
    database.change(handle -> handle.execute("DELETE FROM banner"));
  }
}
