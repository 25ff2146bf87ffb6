package dev.klatch.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far an import is and what came of it. Written by one thread, read by any. */
final class ImportProgress {
  private static final int MAX_FAILURES = 100;

  private final String fileName;
  private final long bytesTotal;
  private final List<Failure> failures = new ArrayList<>();
  private long bytesRead;
  private int conversations;
  private long messages;
  private int refused;
  private boolean cancelled;
  private @Nullable Instant endedAt;
  private @Nullable String error;

  ImportProgress(String fileName, long bytesTotal) {
    this.fileName = fileName;
    this.bytesTotal = bytesTotal;
  }

  /** A conversation that was not taken, and why. */
  record Failure(String title, String why) {}

  /**
   * The state at a moment.
   *
   * @param conversations taken
   * @param refused not taken; the first hundred are in {@code failures}
   * @param error why the rest of the file was not read, or null
   */
  record State(
      String fileName,
      long bytesRead,
      long bytesTotal,
      int conversations,
      long messages,
      int refused,
      List<Failure> failures,
      boolean cancelled,
      @Nullable Instant endedAt,
      @Nullable String error) {}

  synchronized State state() {
    return new State(
        fileName,
        bytesRead,
        bytesTotal,
        conversations,
        messages,
        refused,
        List.copyOf(failures),
        cancelled,
        endedAt,
        error);
  }

  synchronized void read(long bytes) {
    bytesRead = bytes;
  }

  synchronized void taken(int messageCount) {
    conversations++;
    messages += messageCount;
  }

  synchronized void refused(String title, String why) {
    refused++;
    if (failures.size() < MAX_FAILURES) {
      failures.add(new Failure(title, why));
    }
  }

  /** Asks the import to end after the conversation under way. */
  synchronized void cancel() {
    cancelled = true;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  synchronized void end(Instant at, @Nullable String why) {
    endedAt = at;
    error = why;
    if (why == null && !cancelled) {
      bytesRead = bytesTotal;
    }
  }
}
