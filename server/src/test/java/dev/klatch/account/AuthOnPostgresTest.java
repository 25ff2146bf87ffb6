package dev.klatch.account;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class AuthOnPostgresTest extends AuthContract {
  @Override
  Database open() {
    return TestDatabases.postgres();
  }
}
