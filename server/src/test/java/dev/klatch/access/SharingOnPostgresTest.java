package dev.klatch.access;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class SharingOnPostgresTest extends SharingContract {
  @Override
  Database open() {
    return TestDatabases.postgres();
  }
}
