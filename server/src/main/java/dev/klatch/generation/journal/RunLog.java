package dev.klatch.generation.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run for its readers. Text that follows text of the same part is one growing
 * entry, and a reader is nothing but a position: a slow or dead reader costs no memory and blocks
 * no one, and a late one gets what it missed in few large pieces.
 */
public final class RunLog {
  private final List<Entry> entries = new ArrayList<>();
  private final RunFold fold = new RunFold();
  private List<Reader> readers = List.of();
  private @Nullable RunEnd end;

  /** Appends events and wakes the readers. The caller has journaled them. */
  public void append(List<RunEvent> events) {
    List<Reader> toWake;
    synchronized (this) {
      for (RunEvent event : events) {
        fold.apply(event);
        add(event);
      }
      toWake = readers;
    }
    wake(toWake);
  }

  /** Content that is there from the start and that readers know already. */
  public synchronized void seed(List<RunEvent> events) {
    events.forEach(fold::apply);
  }

  private void add(RunEvent event) {
    switch (event) {
      case RunEvent.TextAppended text -> grow(text.index(), text.text(), event);
      case RunEvent.ReasoningAppended text -> grow(text.index(), text.text(), event);
      case RunEvent.ToolArgumentsAppended text -> grow(text.index(), text.text(), event);
      default -> entries.add(new Entry(event, null));
    }
  }

  private void grow(int index, String text, RunEvent event) {
    if (!entries.isEmpty()) {
      Entry last = entries.getLast();
      if (last.text != null && last.index() == index) {
        last.text.append(text);
        return;
      }
    }
    entries.add(new Entry(event, new StringBuilder(text)));
  }

  /** Ends the log: every reader gets this as its last. */
  public void end(RunEnd newEnd) {
    List<Reader> toWake;
    synchronized (this) {
      end = newEnd;
      toWake = readers;
    }
    wake(toWake);
  }

  private static void wake(List<Reader> toWake) {
    for (Reader reader : toWake) {
      reader.wake();
    }
  }

  /** Wakes every reader so that it sends a sign of life. */
  public void heartbeat() {
    List<Reader> all;
    synchronized (this) {
      all = readers;
    }
    for (Reader reader : all) {
      reader.heartbeat = true;
      reader.wake();
    }
  }

  public synchronized boolean isEnded() {
    return end != null;
  }

  /** How the run ended, or null while it goes on. */
  public synchronized @Nullable RunEnd end() {
    return end;
  }

  /** Looks at the state of the fold while nothing changes it. */
  public synchronized <T> T inspect(java.util.function.Function<RunFold, T> view) {
    return view.apply(fold);
  }

  /** A reader of everything from the first event on. */
  public synchronized Reader readFromStart() {
    return register(new Reader(0, 0));
  }

  /**
   * A reader of what comes after now, together with a snapshot of what was before: both are taken
   * at one instant.
   */
  public synchronized <T> Resumed<T> resume(java.util.function.Function<RunFold, T> snapshot) {
    int last = entries.size() - 1;
    StringBuilder growing = last < 0 ? null : entries.get(last).text;
    Reader reader =
        growing == null ? new Reader(entries.size(), 0) : new Reader(last, growing.length());
    return new Resumed<>(snapshot.apply(fold), register(reader));
  }

  private Reader register(Reader reader) {
    List<Reader> more = new ArrayList<>(readers);
    more.add(reader);
    readers = more;
    return reader;
  }

  private synchronized void forget(Reader reader) {
    List<Reader> fewer = new ArrayList<>(readers);
    fewer.remove(reader);
    readers = fewer;
  }

  /** A snapshot and the reader of what follows it. */
  public record Resumed<T>(T snapshot, Reader reader) {}

  /** An event, or the growing text of a run of text events. */
  private static final class Entry {
    private final RunEvent event;
    private final @Nullable StringBuilder text;

    Entry(RunEvent event, @Nullable StringBuilder text) {
      this.event = event;
      this.text = text;
    }

    int index() {
      return switch (event) {
        case RunEvent.TextAppended e -> e.index();
        case RunEvent.ReasoningAppended e -> e.index();
        case RunEvent.ToolArgumentsAppended e -> e.index();
        default -> -1;
      };
    }

    RunEvent slice(String chunk) {
      return switch (event) {
        case RunEvent.TextAppended e -> new RunEvent.TextAppended(e.index(), chunk);
        case RunEvent.ReasoningAppended e -> new RunEvent.ReasoningAppended(e.index(), chunk);
        case RunEvent.ToolArgumentsAppended e ->
            new RunEvent.ToolArgumentsAppended(e.index(), chunk);
        default -> event;
      };
    }
  }

  /**
   * What {@link Reader#next} found: events, a sign of life to send (no events), or the end.
   *
   * @param end null while the run goes on
   */
  public record Batch(List<RunEvent> events, @Nullable RunEnd end) {}

  /** One reader's position. Used by one thread; close it when done. */
  public final class Reader implements AutoCloseable {
    private int entry;
    private int offset;
    private volatile @Nullable Thread waiting;
    private volatile boolean heartbeat;

    private Reader(int entry, int offset) {
      this.entry = entry;
      this.offset = offset;
    }

    /** Waits for news. An empty batch without final frame asks for a sign of life. */
    public Batch next() throws InterruptedException {
      while (true) {
        Batch batch = poll();
        if (batch != null) {
          return batch;
        }
        LockSupport.park(this);
        waiting = null;
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }

    /** Waits until the log has ended; false when it has not within the limit. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
      long end = System.nanoTime() + limit.toNanos();
      while (!isEnded()) {
        waiting = Thread.currentThread();
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        // Ended between the check and the mark: the wake-up may have been missed.
        if (!isEnded()) {
          LockSupport.parkNanos(this, left);
        }
        waiting = null;
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return true;
    }

    private @Nullable Batch poll() {
      synchronized (RunLog.this) {
        List<RunEvent> news = new ArrayList<>(2);
        collect(news);
        RunEnd last = entry >= entries.size() || caughtUp() ? end : null;
        if (!news.isEmpty() || last != null) {
          heartbeat = false;
          return new Batch(news, last);
        }
        if (heartbeat) {
          heartbeat = false;
          return new Batch(news, null);
        }
        waiting = Thread.currentThread();
        return null;
      }
    }

    private boolean caughtUp() {
      StringBuilder text = entries.get(entry).text;
      return entry == entries.size() - 1 && text != null && offset == text.length();
    }

    private void collect(List<RunEvent> news) {
      while (entry < entries.size()) {
        Entry current = entries.get(entry);
        if (current.text == null) {
          news.add(current.event);
          entry++;
          continue;
        }
        int end = current.text.length();
        if (end > offset) {
          news.add(current.slice(current.text.substring(offset, end)));
          offset = end;
        }
        if (entry == entries.size() - 1) {
          return;
        }
        entry++;
        offset = 0;
      }
    }

    private void wake() {
      Thread thread = waiting;
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void close() {
      forget(this);
    }
  }
}
