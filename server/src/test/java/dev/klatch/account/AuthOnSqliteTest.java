package dev.klatch.account;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class AuthOnSqliteTest extends AuthContract {
  @TempDir Path folder;

  @Override
  Database open() {
    return TestDatabases.sqlite(folder);
  }
}
