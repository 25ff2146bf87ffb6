package dev.klatch.wire;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class WireRecordOnSqliteTest extends WireRecordContract {
  @TempDir private Path folder;

  @Override
  Database openDatabase() {
    return TestDatabases.sqlite(folder);
  }
}
