package dev.klatch.generation.run;

import dev.klatch.sql.DatabaseException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers the database could not take, kept until it can: when the disk was full, for instance.
 * What cannot be saved before the process ends is in the journal and saved at the next start.
 */
final class SaveRetry {
  /** How often housekeeping should call {@link #tryAgain}. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(SaveRetry.class.getName());

  private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  private record Waiting(Runnable save, Runnable saved) {}

  void later(Runnable save, Runnable saved) {
    waiting.add(new Waiting(save, saved));
  }

  /** Tries everything that waits, once. */
  void tryAgain() {
    for (int left = waiting.size(); left > 0; left--) {
      Waiting next = waiting.poll();
      if (next == null) {
        return;
      }
      try {
        next.save().run();
        next.saved().run();
        LOG.log(Level.INFO, "a waiting answer is saved now");
      } catch (DatabaseException e) {
        waiting.add(next);
        return;
      }
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
