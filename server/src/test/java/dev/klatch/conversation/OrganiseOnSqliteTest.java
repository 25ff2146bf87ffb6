package dev.klatch.conversation;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class OrganiseOnSqliteTest extends OrganiseContract {
  @TempDir Path folder;

  @Override
  Database open() {
    return TestDatabases.sqlite(folder);
  }
}
