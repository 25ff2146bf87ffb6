package dev.klatch.wire;

import dev.klatch.crypto.Ids;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallRecorder;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.RecordedCall;
import dev.klatch.sql.DatabaseException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Records calls: takes them from the adapters and writes them in batches on a thread of its own. A
 * call never waits for its record; when the store does not keep up, records are dropped and that is
 * logged.
 */
public final class WireRecorder implements CallRecorder, AutoCloseable {
  private static final Logger LOG = System.getLogger(WireRecorder.class.getName());
  private static final int MAX_WAITING = 10_000;
  private static final int BATCH = 200;
  private static final Duration PURGE_PERIOD = Duration.ofMinutes(10);

  private final WireStore store;
  private final WireConfig config;
  private final Clock clock;
  private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final List<WireCall.Stored> batch = new ArrayList<>();
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private final Thread writer;
  private Instant nextPurge = Instant.MIN;
  private volatile boolean closed;

  public WireRecorder(WireStore store, WireConfig config, Clock clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.writer = Thread.ofVirtual().name("wire-writer").start(this::writeLoop);
  }

  @Override
  public RecordedCall begin(CallContext context, EndpointConfig endpoint, String model) {
    if (!config.isEnabled()) {
      return RecordedCall.NONE;
    }
    return new CallRecording(
        Ids.objectId(clock),
        context,
        endpoint,
        model,
        config.maxBodyBytes(),
        clock.instant(),
        this::add);
  }

  private void add(WireCall.Stored call) {
    String userId = call.call().userId();
    if (userId != null && gone.contains(userId)) {
      return;
    }
    if (!waiting.offer(() -> batch.add(call))) {
      LOG.log(
          Level.WARNING, "wire record {0} dropped: the store does not keep up", call.call().id());
    }
  }

  /** Removes what was recorded for a user; of calls still under way nothing will be kept. */
  public void erase(String userId) {
    gone.add(userId);
    flush();
    store.deleteUser(userId);
  }

  /** Waits until everything recorded so far is stored. */
  public void flush() {
    CountDownLatch written = new CountDownLatch(1);
    try {
      waiting.put(
          () -> {
            writeBatch();
            written.countDown();
          });
      if (!written.await(30, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "wire records are not written after 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeLoop() {
    List<Runnable> tasks = new ArrayList<>();
    while (!closed) {
      try {
        tasks.clear();
        tasks.add(waiting.take());
        waiting.drainTo(tasks, BATCH - 1);
        tasks.forEach(Runnable::run);
        writeBatch();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void writeBatch() {
    try {
      if (!batch.isEmpty()) {
        store.insert(List.copyOf(batch));
      }
      Instant now = clock.instant();
      if (!now.isBefore(nextPurge)) {
        nextPurge = now.plus(PURGE_PERIOD);
        store.purge(now.minus(Duration.ofDays(config.days())), config.maxBytes());
      }
    } catch (DatabaseException e) {
      LOG.log(Level.WARNING, "{0} wire records lost: {1}", batch.size(), e.getMessage());
    } finally {
      batch.clear();
    }
  }

  /** Writes what is waiting and stops. */
  @Override
  public void close() {
    if (!closed) {
      flush();
      closed = true;
      writer.interrupt();
    }
  }
}
