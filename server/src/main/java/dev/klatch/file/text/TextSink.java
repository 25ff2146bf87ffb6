package dev.klatch.file.text;

/** Takes text up to a bound; what is beyond is dropped and remembered as dropped. */
final class TextSink {
  private final int max;
  private final StringBuilder text = new StringBuilder();
  private boolean full;

  TextSink(int max) {
    this.max = max;
  }

  TextSink add(CharSequence more) {
    int room = max - text.length();
    if (more.length() > room) {
      full = true;
      text.append(more, 0, room);
    } else {
      text.append(more);
    }
    return this;
  }

  /** Begins a new line unless one has just begun. */
  TextSink line() {
    int length = text.length();
    return length == 0 || text.charAt(length - 1) == '\n' ? this : add("\n");
  }

  boolean isFull() {
    return full;
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
