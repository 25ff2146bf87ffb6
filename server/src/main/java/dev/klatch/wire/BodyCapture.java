package dev.klatch.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Collects a body while it goes by. What waits is at most one block; full blocks are masked and
 * compressed at once, so that thousands of streams under way cost little memory.
 */
final class BodyCapture {
  private static final int BLOCK = 16 * 1024;

  /** Longest secret that is found across blocks of unbroken text. */
  private static final int OVERLAP = 2 * 1024;

  private final int max;
  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(512);
  private byte[] block = new byte[512];
  private int filled;
  private int taken;
  private boolean truncated;

  /**
   * @param max how many bytes to keep
   */
  BodyCapture(int max) {
    this.max = max;
  }

  void add(byte[] bytes, int offset, int length, Redactor redactor) {
    int room = max - taken;
    if (length > room) {
      truncated = true;
    }
    int left = Math.min(length, room);
    int from = offset;
    taken += left;
    while (left > 0) {
      ensure(Math.min(BLOCK, filled + left));
      int count = Math.min(left, BLOCK - filled);
      System.arraycopy(bytes, from, block, filled, count);
      filled += count;
      from += count;
      left -= count;
      if (filled == BLOCK) {
        flushFull(redactor);
      }
    }
  }

  boolean isTruncated() {
    return truncated;
  }

  /** Everything taken, masked and compressed. */
  byte[] finish(Redactor redactor) {
    if (filled > 0) {
      flush(filled, redactor);
    }
    block = new byte[0];
    return compressed.toByteArray();
  }

  private void ensure(int size) {
    if (size > block.length) {
      byte[] larger = new byte[Math.min(BLOCK, Math.max(size, block.length * 2))];
      System.arraycopy(block, 0, larger, 0, filled);
      block = larger;
    }
  }

  /** After the last character that no secret contains; 0 when there is none. */
  private int cut() {
    for (int i = filled - 1; i >= 0; i--) {
      if ((block[i] >= 0 && block[i] <= ' ') || block[i] == '"') {
        return i + 1;
      }
    }
    return 0;
  }

  private void flushFull(Redactor redactor) {
    int cut = cut();
    if (cut > 0) {
      flush(cut, redactor);
      return;
    }
    // Unbroken text: mask all of it, but keep the end, where a secret may have only begun.
    byte[] masked = mask(filled, redactor);
    int length = Math.max(0, masked.length - OVERLAP);
    compress(masked, length);
    filled = masked.length - length;
    System.arraycopy(masked, length, block, 0, filled);
  }

  private void flush(int length, Redactor redactor) {
    byte[] masked = mask(length, redactor);
    compress(masked, masked.length);
    System.arraycopy(block, length, block, 0, filled - length);
    filled -= length;
  }

  private byte[] mask(int length, Redactor redactor) {
    // Latin-1 keeps every byte as it is, also half a character at the end of a block.
    String text = new String(block, 0, length, StandardCharsets.ISO_8859_1);
    return redactor.text(text).getBytes(StandardCharsets.ISO_8859_1);
  }

  private void compress(byte[] bytes, int length) {
    try (FastGzip gzip = new FastGzip(compressed)) {
      gzip.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reverses the compression. */
  static String read(byte[] stored) {
    if (stored.length == 0) {
      return "";
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(stored))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compresses at the least effort: this runs beside the stream. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 4096);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
