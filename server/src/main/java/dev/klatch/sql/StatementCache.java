package dev.klatch.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the statements of one connection prepared: compiling one costs the embedded engine more
 * than carrying it out. Used by the connection's thread only.
 */
final class StatementCache extends DefaultStatementBuilder {
  /** More than the stores have; texts built from lists of values must not fill the memory. */
  private static final int MAX = 256;

  private final Map<String, PreparedStatement> idle =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparedStatement> eldest) {
          if (size() <= MAX) {
            return false;
          }
          closeQuietly(eldest.getValue());
          return true;
        }
      };

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    if (context.isReturningGeneratedKeys()) {
      return super.create(connection, sql, context);
    }
    // Taken out while in use: the same text inside itself gets a statement of its own.
    PreparedStatement kept = idle.remove(sql);
    return kept != null ? kept : super.create(connection, sql, context);
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    if (statement instanceof PreparedStatement prepared && isPlain(prepared)) {
      prepared.clearParameters();
      closeQuietly(idle.put(sql, prepared));
    } else {
      statement.close();
    }
  }

  private static boolean isPlain(PreparedStatement statement) throws SQLException {
    return !statement.isClosed() && statement.getMaxRows() == 0 && statement.getQueryTimeout() == 0;
  }

  @Override
  public void close(Connection connection) {
    idle.values().forEach(StatementCache::closeQuietly);
    idle.clear();
  }

  private static void closeQuietly(@Nullable PreparedStatement statement) {
    if (statement == null) {
      return;
    }
    try {
      statement.close();
    } catch (SQLException e) {
      // It was not going to be used again; the connection's end frees what is left.
      System.getLogger(StatementCache.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a statement: {0}", e.getMessage());
    }
  }
}
