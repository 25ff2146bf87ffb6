package dev.klatch.testing;

import dev.klatch.sql.Database;
import dev.klatch.sql.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Fresh, migrated databases of both engines. The caller closes them. */
public final class TestDatabases {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  static {
    // The database server and the migrations tell every step at level INFO.
    Logger.getLogger("").setLevel(Level.WARNING);
  }

  private TestDatabases() {}

  /** The engines, for suites that run on each. */
  public enum Engine {
    SQLITE,
    POSTGRES;

    /** A new database of this engine; an embedded one is a file in the folder. */
    public Database open(Path folder) {
      return this == SQLITE ? sqlite(folder) : postgres();
    }
  }

  /** A new SQLite file in a folder. */
  public static Database sqlite(Path folder) {
    return Migrations.openSqlite(
        folder.resolve("test-" + NUMBER.incrementAndGet() + ".db"), Clock.systemUTC());
  }

  /** A new database in a PostgreSQL server that the test process starts once and ends with. */
  public static Database postgres() {
    return Migrations.openPostgres(newPostgresUrl());
  }

  /** Address of a new, empty PostgreSQL database, as {@code DATABASE_URL} takes it. */
  public static String newPostgresUrl() {
    EmbeddedPostgres running = server();
    String name = "test_" + NUMBER.incrementAndGet();
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
    return "postgresql://postgres:postgres@localhost:" + running.getPort() + "/" + name;
  }

  private static synchronized EmbeddedPostgres server() {
    EmbeddedPostgres running = server;
    if (running == null) {
      try {
        running =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "300")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server = running;
    }
    return running;
  }
}
