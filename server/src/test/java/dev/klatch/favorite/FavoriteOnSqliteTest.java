package dev.klatch.favorite;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FavoriteOnSqliteTest extends FavoriteContract {
  @TempDir Path folder;

  @Override
  Database open() {
    return TestDatabases.sqlite(folder);
  }
}
