package dev.klatch.httpclient;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends calls that wait too long. One thread looks at all calls in turn: a timer for each read would
 * cost a virtual thread half as much again as the read itself.
 */
final class Watchdog implements AutoCloseable {
  /** A call as the watchdog sees it. */
  interface Watched {
    /** Ends the call when its current wait is over its limit. */
    void check(long nowNanos);
  }

  private final Set<Watched> calls = ConcurrentHashMap.newKeySet();
  private final long periodNanos;
  private final Thread thread;
  private volatile boolean closed;

  Watchdog(Duration period) {
    this.periodNanos = period.toNanos();
    this.thread = Thread.ofPlatform().name("http-watchdog").daemon().start(this::sweep);
  }

  void add(Watched call) {
    calls.add(call);
    LockSupport.unpark(thread);
  }

  void remove(Watched call) {
    calls.remove(call);
  }

  /** Number of calls under way. */
  int size() {
    return calls.size();
  }

  private void sweep() {
    while (!closed) {
      if (calls.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, periodNanos);
      }
      long now = System.nanoTime();
      for (Watched call : calls) {
        call.check(now);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
