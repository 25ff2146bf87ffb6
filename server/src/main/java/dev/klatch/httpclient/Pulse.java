package dev.klatch.httpclient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A common beat for streams that arrive in small pieces. Waking a thread costs more than handling
 * what woke it; threads that wait for the next beat find several pieces at once, and one thread
 * wakes them all.
 */
final class Pulse implements AutoCloseable {
  /** Shorter than a reader of text can tell from at once. */
  static final Duration BEAT = Duration.ofMillis(40);

  private final Thread thread;
  private List<Thread> waiting = new ArrayList<>();
  private volatile long beats;
  private volatile boolean closed;

  Pulse() {
    this.thread = Thread.ofPlatform().name("http-pulse").daemon().start(this::beat);
  }

  /** Waits for the next beat, or until interrupted. */
  void await() {
    long before;
    boolean first;
    synchronized (this) {
      before = beats;
      first = waiting.isEmpty();
      waiting.add(Thread.currentThread());
    }
    if (first) {
      LockSupport.unpark(thread);
    }
    while (beats == before && !closed && !Thread.currentThread().isInterrupted()) {
      LockSupport.park(this);
    }
  }

  private void beat() {
    while (!closed) {
      if (nobodyWaits()) {
        LockSupport.park(this);
        continue;
      }
      long end = System.nanoTime() + BEAT.toNanos();
      for (long left = BEAT.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
      }
      wake();
    }
    wake();
  }

  private synchronized boolean nobodyWaits() {
    return waiting.isEmpty();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread only
  private void wake() {
    List<Thread> woken;
    synchronized (this) {
      woken = waiting;
      waiting = new ArrayList<>(woken.size());
      beats++;
    }
    woken.forEach(LockSupport::unpark);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
