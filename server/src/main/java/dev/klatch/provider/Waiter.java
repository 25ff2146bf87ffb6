package dev.klatch.provider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass. Injected, so that tests need not wait. */
@FunctionalInterface
public interface Waiter {
  /** Waits in real time. */
  Waiter REAL = Waiter::sleep;

  /**
   * Waits, or returns early when cancelled. Uses the cancellation's one action.
   *
   * @return false when cancelled
   */
  boolean await(Duration time, Cancellation cancellation);

  private static boolean sleep(Duration time, Cancellation cancellation) {
    if (!time.isPositive()) {
      return !cancellation.isCancelled();
    }
    CountDownLatch woken = new CountDownLatch(1);
    cancellation.onCancel(woken::countDown);
    try {
      return !woken.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      cancellation.onCancel(null);
    }
  }
}
