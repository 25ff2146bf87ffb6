package dev.klatch.conversation;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class OrganiseOnPostgresTest extends OrganiseContract {
  @Override
  Database open() {
    return TestDatabases.postgres();
  }
}
