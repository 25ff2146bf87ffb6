package dev.klatch.generation.api;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;

/** The run engine on PostgreSQL. */
class ChatOnPostgresTest extends ChatContract {
  @Override
  Database open(Path folder) {
    return TestDatabases.postgres();
  }
}
