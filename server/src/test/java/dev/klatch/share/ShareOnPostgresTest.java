package dev.klatch.share;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class ShareOnPostgresTest extends ShareContract {
  @Override
  Database open() {
    return TestDatabases.postgres();
  }
}
