package dev.klatch.sql;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the schema up to date. The scripts are {@code resources/db/V<number>__<name>.sql}, the
 * same for both engines but for the placeholders {@code ${blob}} and {@code ${identity}} and what
 * stands between {@code ${sqlite_begin}} and {@code ${sqlite_end}}, and the like for postgres.
 */
public final class Migrations {
  /** Number of the newest script; a test holds it equal to the files. */
  public static final int LATEST = 13;

  private static final Logger LOG = System.getLogger(Migrations.class.getName());

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private Migrations() {}

  /**
   * Opens the embedded database, migrating it first when it is behind. Before an existing file is
   * migrated, a copy is made beside it.
   *
   * @return the open database
   */
  public static SqliteDatabase openSqlite(Path file, Clock clock) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      int version = sqliteVersion(file);
      if (version > LATEST) {
        throw newer(version);
      }
      if (version < LATEST) {
        if (version > 0) {
          backUp(file, version, clock);
        }
        migrateSqlite(file);
      }
      return new SqliteDatabase(file);
    } catch (SQLException | IOException e) {
      throw DatabaseException.of(e);
    }
  }

  /** Opens a PostgreSQL database, migrating it first when it is behind. */
  public static PostgresDatabase openPostgres(String url) {
    PostgresDatabase database = new PostgresDatabase(url);
    try {
      Flyway flyway =
          configure(
                  Flyway.configure().dataSource(database.dataSource()),
                  placeholders("BYTEA", "BIGSERIAL PRIMARY KEY", true))
              .load();
      flyway.migrate();
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw Failures.unchecked(e);
    }
  }

  private static int sqliteVersion(Path file) throws SQLException {
    if (!Files.exists(file)) {
      return 0;
    }
    // Kept in user_version so that a start with nothing to do need not load the migration library.
    try (Connection connection = SqliteDatabase.connect(file, false);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA user_version")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static void migrateSqlite(Path file) throws SQLException {
    Flyway flyway =
        configure(
                Flyway.configure().dataSource("jdbc:sqlite:" + file.toAbsolutePath(), null, null),
                placeholders("BLOB", "INTEGER PRIMARY KEY AUTOINCREMENT", false))
            .load();
    flyway.migrate();
    try (Connection connection = SqliteDatabase.connect(file, false);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = " + LATEST);
    }
  }

  /** What only one engine understands stands between begin and end, a comment for the other. */
  private static Map<String, String> placeholders(String blob, String identity, boolean postgres) {
    return Map.of(
        "blob", blob,
        "identity", identity,
        "sqlite_begin", postgres ? "/*" : "",
        "sqlite_end", postgres ? "*/" : "",
        "postgres_begin", postgres ? "" : "/*",
        "postgres_end", postgres ? "" : "*/");
  }

  private static FluentConfiguration configure(
      FluentConfiguration configuration, Map<String, String> placeholders) {
    return configuration
        .locations("classpath:db")
        .placeholders(placeholders)
        .validateMigrationNaming(true);
  }

  private static void backUp(Path file, int version, Clock clock) throws SQLException {
    Path copy =
        file.resolveSibling(
            file.getFileName() + ".before-v" + LATEST + "." + STAMP.format(clock.instant()));
    // VACUUM INTO includes what is still in the write-ahead log, which a plain copy would miss.
    try (Connection connection = SqliteDatabase.connect(file, false);
        var statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, copy.toAbsolutePath().toString());
      statement.execute();
    }
    LOG.log(Level.INFO, "database schema {0} -> {1}; backup: {2}", version, LATEST, copy);
  }

  private static DatabaseException newer(int version) {
    return new DatabaseException(
        "The database has schema version "
            + version
            + ", this Klatch knows only up to "
            + LATEST
            + ": it was used by a newer one. Start that version, or restore the backup made before"
            + " the migration.",
        null);
  }
}
