package dev.klatch.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;

/**
 * The embedded engine: one file in WAL mode, one writer thread that commits waiting changes in
 * groups, and a few reader threads. SQL runs on platform threads because a native call pins a
 * virtual thread's carrier.
 */
public final class SqliteDatabase implements Database {
  private static final int READERS = 4;
  private static final int MAX_GROUP = 256;

  private final BlockingQueue<Job<?>> writes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Job<?>> reads = new ArrayBlockingQueue<>(65_536);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /** Opens the file, creating it when it is not there. */
  public SqliteDatabase(Path file) {
    Handle writer = open(file, false);
    start("sqlite-writer", () -> writeLoop(writer));
    for (int i = 0; i < READERS; i++) {
      Handle reader = open(file, true);
      start("sqlite-reader-" + i, () -> readLoop(reader));
    }
  }

  /** Opens one connection with the settings every connection of this engine has. */
  static Connection connect(Path file, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // NORMAL keeps every commit through a kill of the process; only a power loss may lose the last.
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(10_000);
    config.setCacheSize(-8_000);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    Function.create(connection, "upper", new Upper(), 1, Function.FLAG_DETERMINISTIC);
    if (readOnly) {
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only = 1");
      }
    }
    return connection;
  }

  /**
   * UPPER for every script; the engine's own, as its LOWER, knows the letters of English alone. A
   * row costs a call from the engine into the JVM and back: use it where LOWER does not do.
   */
  private static final class Upper extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      result(text == null ? null : text.toUpperCase(Locale.ROOT));
    }
  }

  private static Handle open(Path file, boolean readOnly) {
    Jdbi jdbi = Jdbi.create(() -> connect(file, readOnly));
    jdbi.setStatementBuilderFactory(connection -> new StatementCache());
    return jdbi.open();
  }

  private void start(String name, Runnable loop) {
    threads.add(Thread.ofPlatform().name(name).daemon().start(loop));
  }

  @Override
  public <T> T read(Work<T> work) {
    return submit(reads, work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return submit(writes, work);
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  private <T> T submit(BlockingQueue<Job<?>> queue, Work<T> work) {
    if (closed) {
      throw new DatabaseException("The server is shutting down.", null);
    }
    Job<T> job = new Job<>(work);
    queue.add(job);
    return job.await();
  }

  private void readLoop(Handle handle) {
    try (handle) {
      while (true) {
        Job<?> job = reads.take();
        if (job == Job.STOP) {
          return;
        }
        job.runAlone(handle);
        job.done();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeLoop(Handle handle) {
    List<Job<?>> group = new ArrayList<>();
    boolean stop = false;
    try (handle) {
      while (!stop) {
        group.clear();
        group.add(writes.take());
        writes.drainTo(group, MAX_GROUP - 1);
        stop = group.removeIf(job -> job == Job.STOP);
        if (!group.isEmpty()) {
          commitGroup(handle, group);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void commitGroup(Handle handle, List<Job<?>> group) {
    try {
      handle.begin();
      if (group.size() == 1) {
        if (!group.getFirst().runAlone(handle)) {
          rollback(handle);
        } else {
          handle.commit();
        }
      } else {
        for (Job<?> job : group) {
          job.runInSavepoint(handle);
        }
        handle.commit();
      }
    } catch (RuntimeException e) {
      rollback(handle);
      for (Job<?> job : group) {
        job.fail(e);
      }
    }
    for (Job<?> job : group) {
      job.done();
    }
  }

  private static void rollback(Handle handle) {
    try {
      handle.rollback();
    } catch (RuntimeException e) {
      // A failed commit may have ended the transaction by itself; the cause is reported by the
      // jobs.
      System.getLogger(SqliteDatabase.class.getName())
          .log(System.Logger.Level.DEBUG, "rollback: {0}", e.getMessage());
    }
  }

  /** Finishes what is queued, then closes the connections. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    writes.add(Job.STOP);
    for (int i = 0; i < READERS; i++) {
      reads.add(Job.STOP);
    }
    for (Thread thread : threads) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** One caller's work and its outcome. */
  private static final class Job<T> {
    static final Job<Boolean> STOP = new Job<>(handle -> true);

    private final Work<T> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    Job(Work<T> work) {
      this.work = work;
    }

    /** Returns whether the work succeeded. */
    boolean runAlone(Handle handle) {
      try {
        result = work.run(handle);
      } catch (Throwable e) {
        failure = e;
      }
      return failure == null;
    }

    void runInSavepoint(Handle handle) {
      handle.execute("SAVEPOINT job");
      try {
        result = work.run(handle);
      } catch (Throwable e) {
        failure = e;
        handle.execute("ROLLBACK TO job");
      }
      handle.execute("RELEASE job");
    }

    void fail(Throwable e) {
      if (failure == null) {
        failure = e;
      }
    }

    void done() {
      done.countDown();
    }

    @SuppressWarnings("NullAway") // a null result is what the work returned
    T await() {
      try {
        done.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DatabaseException("Interrupted while waiting for the database.", e);
      }
      Throwable e = failure;
      if (e == null) {
        return result;
      }
      throw Failures.unchecked(e);
    }
  }
}
