package dev.klatch.favorite;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class FavoriteOnPostgresTest extends FavoriteContract {
  @Override
  Database open() {
    return TestDatabases.postgres();
  }
}
