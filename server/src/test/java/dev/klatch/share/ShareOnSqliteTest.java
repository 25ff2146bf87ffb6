package dev.klatch.share;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ShareOnSqliteTest extends ShareContract {
  @TempDir Path folder;

  @Override
  Database open() {
    return TestDatabases.sqlite(folder);
  }
}
