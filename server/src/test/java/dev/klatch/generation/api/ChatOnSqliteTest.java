package dev.klatch.generation.api;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;

/** The run engine on the embedded database. */
class ChatOnSqliteTest extends ChatContract {
  @Override
  Database open(Path folder) {
    return TestDatabases.sqlite(folder);
  }
}
