package dev.klatch.file.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails once more bytes come out of it than a document can honestly have. */
final class BoundedStream extends FilterInputStream {
  private long left;

  BoundedStream(InputStream in, long max) {
    super(in);
    this.left = max;
  }

  /** A stream held more than its bound. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("unpacks to more than is allowed");
    }
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new TooLarge();
    }
  }
}
