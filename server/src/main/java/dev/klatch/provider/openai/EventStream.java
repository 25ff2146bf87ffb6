package dev.klatch.provider.openai;

import java.util.Arrays;

/**
 * Splits a server-sent event stream into events, on the bytes, without copying what arrives whole.
 * Takes any line end, comments, a byte order mark, data over several lines and an end without a
 * blank line.
 */
final class EventStream {
  /** Takes the data of one event: UTF-8, lines joined by a line feed. */
  @FunctionalInterface
  interface EventSink {
    void event(byte[] data, int offset, int length);
  }

  /** An event larger than this is an attack or a bug; the largest seen are images of some MB. */
  private static final int MAX_EVENT_BYTES = 16 * 1024 * 1024;

  private static final int INITIAL_BYTES = 8 * 1024;

  private final EventSink sink;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int filled;

  /** Start of the line under way, and up to where it was searched for its end. */
  private int lineStart;

  private int scanned;
  private boolean skipLineFeed;
  private boolean first = true;

  // Data of the event under way: a range of the buffer for one line, a copy for several.
  private int dataStart = -1;
  private int dataEnd;
  private byte[] joined = new byte[0];
  private int joinedLength = -1;

  EventStream(EventSink sink) {
    this.sink = sink;
  }

  /** Where to read to; {@link #space()} bytes from {@link #position()} are free. */
  byte[] buffer() {
    return buffer;
  }

  int position() {
    return filled;
  }

  /**
   * Makes room and tells how much there is.
   *
   * @throws IllegalStateException when one event outgrows every bound
   */
  int space() {
    if (buffer.length - filled >= buffer.length / 4) {
      return buffer.length - filled;
    }
    compact();
    if (buffer.length - filled < buffer.length / 2) {
      if (buffer.length >= MAX_EVENT_BYTES) {
        throw new IllegalStateException("an event is larger than 16 MiB");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    return buffer.length - filled;
  }

  private void compact() {
    int keep = dataStart >= 0 ? dataStart : lineStart;
    if (keep > 0) {
      System.arraycopy(buffer, keep, buffer, 0, filled - keep);
      filled -= keep;
      lineStart -= keep;
      scanned -= keep;
      if (dataStart >= 0) {
        dataStart -= keep;
        dataEnd -= keep;
      }
    }
  }

  /** Takes {@code count} bytes that were read into the buffer. */
  void advance(int count) {
    filled += count;
    byte[] bytes = buffer;
    int end = filled;
    int i = scanned;
    while (i < end) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        if (skipLineFeed && b == '\n' && i == lineStart) {
          lineStart = i + 1;
        } else {
          line(lineStart, i);
          lineStart = i + 1;
        }
        skipLineFeed = b == '\r';
      }
      i++;
    }
    scanned = end;
    if (lineStart == filled && dataStart < 0) {
      filled = 0;
      lineStart = 0;
      scanned = 0;
    }
  }

  /** Takes the end of the stream: what has no blank line after it is an event all the same. */
  void end() {
    if (lineStart < filled) {
      line(lineStart, filled);
      lineStart = filled;
    }
    dispatch();
  }

  private void line(int start, int end) {
    int from = start;
    if (first) {
      first = false;
      if (end - from >= 3
          && buffer[from] == (byte) 0xef
          && buffer[from + 1] == (byte) 0xbb
          && buffer[from + 2] == (byte) 0xbf) {
        from += 3;
      }
    }
    if (from == end) {
      dispatch();
    } else if (isData(from, end)) {
      int valueStart = Math.min(end, from + 5);
      if (valueStart < end && buffer[valueStart] == ' ') {
        valueStart++;
      }
      addData(valueStart, end);
    }
    // Comments and the fields event, id and retry carry nothing this protocol needs.
  }

  private boolean isData(int from, int end) {
    return end - from >= 4
        && buffer[from] == 'd'
        && buffer[from + 1] == 'a'
        && buffer[from + 2] == 't'
        && buffer[from + 3] == 'a'
        && (end - from == 4 || buffer[from + 4] == ':');
  }

  private void addData(int start, int end) {
    if (dataStart < 0 && joinedLength < 0) {
      dataStart = start;
      dataEnd = end;
      return;
    }
    if (joinedLength < 0) {
      joinedLength = 0;
      append(dataStart, dataEnd);
      dataStart = -1;
    }
    ensureJoined(1);
    joined[joinedLength++] = '\n';
    append(start, end);
  }

  private void append(int start, int end) {
    ensureJoined(end - start);
    System.arraycopy(buffer, start, joined, joinedLength, end - start);
    joinedLength += end - start;
  }

  private void ensureJoined(int more) {
    int needed = joinedLength + more;
    if (needed > MAX_EVENT_BYTES) {
      throw new IllegalStateException("an event is larger than 16 MiB");
    }
    if (needed > joined.length) {
      joined = Arrays.copyOf(joined, Math.max(needed, joined.length * 2));
    }
  }

  private void dispatch() {
    if (joinedLength >= 0) {
      int length = joinedLength;
      joinedLength = -1;
      sink.event(joined, 0, length);
    } else if (dataStart >= 0) {
      int start = dataStart;
      dataStart = -1;
      sink.event(buffer, start, dataEnd - start);
    }
  }
}
