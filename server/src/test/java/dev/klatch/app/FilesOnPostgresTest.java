package dev.klatch.app;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;

class FilesOnPostgresTest extends FilesContract {
  @Override
  Database open(Path where) {
    return TestDatabases.postgres();
  }
}
