package dev.klatch.access;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SharingOnSqliteTest extends SharingContract {
  @TempDir private Path folder;

  @Override
  Database open() {
    return TestDatabases.sqlite(folder);
  }
}
