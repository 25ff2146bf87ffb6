package dev.klatch.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A one-way switch that ends a blocking call from another thread. */
public final class Cancellation {
  private boolean cancelled;
  private @Nullable Runnable action;
  private List<Cancellation> branches = List.of();

  /** Cancels; runs the registered action once. Later calls do nothing. */
  public void cancel() {
    Runnable toRun;
    List<Cancellation> below;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = action;
      below = branches;
    }
    if (toRun != null) {
      toRun.run();
    }
    below.forEach(Cancellation::cancel);
  }

  /** A switch for one of several calls, each with an action of its own: this one ends them all. */
  public Cancellation branch() {
    Cancellation branch = new Cancellation();
    boolean late;
    synchronized (this) {
      List<Cancellation> more = new ArrayList<>(branches);
      more.add(branch);
      branches = more;
      late = cancelled;
    }
    if (late) {
      branch.cancel();
    }
    return branch;
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
