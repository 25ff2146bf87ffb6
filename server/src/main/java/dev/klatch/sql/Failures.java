package dev.klatch.sql;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** Turns what work on a connection threw into what callers see. */
final class Failures {
  private Failures() {}

  static RuntimeException unchecked(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof JdbiException || e instanceof SQLException) {
      return DatabaseException.of(e);
    }
    return e instanceof RuntimeException runtime ? runtime : DatabaseException.of(e);
  }
}
