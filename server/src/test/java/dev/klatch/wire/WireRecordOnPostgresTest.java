package dev.klatch.wire;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class WireRecordOnPostgresTest extends WireRecordContract {
  @Override
  Database openDatabase() {
    return TestDatabases.postgres();
  }
}
