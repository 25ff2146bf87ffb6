package dev.klatch.app;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;

class FilesOnSqliteTest extends FilesContract {
  @Override
  Database open(Path where) {
    return TestDatabases.sqlite(where);
  }
}
