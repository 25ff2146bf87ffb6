package dev.klatch.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schema versions and the copy made before one changes. */
class MigrationsTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("klatch.db");
  }

  private void open() {
    Migrations.openSqlite(file(), Clock.systemUTC()).close();
  }

  private List<String> copies() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.contains(".before-"))
          .toList();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = SqliteDatabase.connect(file(), false);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theNewestScriptIsTheLatestVersion() throws Exception {
    Path scripts = Path.of(getClass().getResource("/db").toURI());
    try (Stream<Path> files = Files.list(scripts)) {
      int newest =
          files
              .map(f -> f.getFileName().toString())
              .mapToInt(n -> Integer.parseInt(n.substring(1, n.indexOf("__"))))
              .max()
              .orElseThrow();
      assertEquals(Migrations.LATEST, newest);
    }
  }

  @Test
  void aNewOrCurrentFileIsNotCopied() throws Exception {
    open();
    open();
    assertEquals(List.of(), copies());
  }

  @Test
  void anOlderFileIsCopiedWithItsContentBeforeItIsMigrated() throws Exception {
    open();
    execute("CREATE TABLE precious (word TEXT)");
    execute("INSERT INTO precious VALUES ('kept')");
    execute("PRAGMA user_version = 1");
    open();
    assertEquals(1, copies().size());
    Path copy = folder.resolve(copies().getFirst());
    try (Connection connection = SqliteDatabase.connect(copy, true);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT word FROM precious")) {
      assertTrue(rows.next());
      assertEquals("kept", rows.getString(1));
    }
  }

  @Test
  void aFileOfANewerKlatchIsLeftAlone() throws Exception {
    open();
    execute("PRAGMA user_version = " + (Migrations.LATEST + 1));
    DatabaseException e = assertThrows(DatabaseException.class, this::open);
    assertTrue(String.valueOf(e.getMessage()).contains("newer"), e.getMessage());
  }
}
