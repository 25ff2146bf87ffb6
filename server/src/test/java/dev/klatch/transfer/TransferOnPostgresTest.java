package dev.klatch.transfer;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class TransferOnPostgresTest extends TransferContract {
  @Override
  Database open() {
    return TestDatabases.postgres();
  }
}
