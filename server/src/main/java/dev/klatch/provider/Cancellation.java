package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/** A one-way switch that ends a blocking call from another thread. */
public final class Cancellation {
  private boolean cancelled;
  private @Nullable Runnable action;

  /** Cancels; runs the registered action once. Later calls do nothing. */
  public void cancel() {
    Runnable toRun;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = action;
    }
    if (toRun != null) {
      toRun.run();
    }
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /**
   * Replaces the action that {@link #cancel} runs (null: none). Runs it at once when already
   * cancelled. The action must not block.
   */
  public void onCancel(@Nullable Runnable newAction) {
    boolean runNow;
    synchronized (this) {
      action = newAction;
      runNow = cancelled;
    }
    if (runNow && newAction != null) {
      newAction.run();
    }
  }
}
