package dev.klatch.sql;

import org.jdbi.v3.core.Handle;

/**
 * Runs SQL. Safe for any number of threads; callers block until their work is done. Work must not
 * call back into the database.
 */
public interface Database extends AutoCloseable {
  /** SQL to run on one connection. Never returns null: use Optional for what may be missing. */
  @FunctionalInterface
  interface Work<T> {
    T run(Handle handle) throws Exception;
  }

  /**
   * Runs queries on a consistent snapshot.
   *
   * @throws DatabaseException when the database fails; exceptions of the work that are unchecked
   *     come through unchanged
   */
  <T> T read(Work<T> work);

  /**
   * Runs changes in one transaction; all or nothing. When this returns, the change survives a kill
   * of the process.
   *
   * @throws DatabaseException when the database fails, with a cause and a fix in its message (a
   *     full disk, for instance); the change is then not made
   */
  <T> T write(Work<T> work);

  /** SQL that changes something and has no result. */
  @FunctionalInterface
  interface Change {
    void run(Handle handle) throws Exception;
  }

  /** {@link #write} without a result. */
  default void change(Change change) {
    Boolean _ =
        write(
            handle -> {
              change.run(handle);
              return Boolean.TRUE;
            });
  }

  Dialect dialect();

  @Override
  void close();
}
