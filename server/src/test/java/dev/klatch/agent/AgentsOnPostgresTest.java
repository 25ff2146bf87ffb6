package dev.klatch.agent;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestDatabases;

class AgentsOnPostgresTest extends AgentContract {
  @Override
  Database open() {
    return TestDatabases.postgres();
  }
}
