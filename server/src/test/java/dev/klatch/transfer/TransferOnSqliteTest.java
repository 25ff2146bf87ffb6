package dev.klatch.transfer;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class TransferOnSqliteTest extends TransferContract {
  @Override
  Database open() {
    return TestDatabases.sqlite(folder);
  }
}
