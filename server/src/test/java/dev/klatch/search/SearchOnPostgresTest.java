package dev.klatch.search;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class SearchOnPostgresTest extends SearchContract {
  @Override
  Database open() {
    return TestDatabases.postgres();
  }
}
