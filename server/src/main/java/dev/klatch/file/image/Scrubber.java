package dev.klatch.file.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes out of a picture's file what is not the picture: place and time, camera, author, comments,
 * whatever was appended. The picture itself stays bit for bit. Broken structure is refused with an
 * {@link IllegalArgumentException}.
 */
final class Scrubber {
  private static final int PNG_HEAD = 8;
  private static final int CHUNK_OVERHEAD = 12;
  private static final int MAX_PROFILE = 65_536;
  private static final Set<String> PNG_KEPT =
      Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "iCCP");
  private static final int RIFF_HEAD = 12;
  private static final int WEBP_EXIF_AND_XMP = 0x0C;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int COMMENT = 0xFE;

  /**
   * A picture's file without its metadata.
   *
   * @param bytes without metadata
   * @param orientation as Exif numbers it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, compared nowhere
  record Scrubbed(byte[] bytes, int orientation) {}

  private final byte[] in;
  private final ByteArrayOutputStream out;
  private int orientation = Orientation.UPRIGHT;

  private Scrubber(byte[] in) {
    this.in = in;
    this.out = new ByteArrayOutputStream(in.length);
  }

  /**
   * Takes the metadata out.
   *
   * @param media type of the picture; formats without metadata worth a word come back as they are
   */
  static Scrubbed scrub(byte[] picture, String media) {
    Scrubber scrubber = new Scrubber(picture);
    try {
      switch (media) {
        case "image/png" -> scrubber.png();
        case "image/jpeg" -> scrubber.jpeg();
        case "image/webp" -> scrubber.webp();
        default -> {
          return new Scrubbed(picture, Orientation.UPRIGHT);
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("it ends too early", e);
    }
    return new Scrubbed(scrubber.out.toByteArray(), scrubber.orientation);
  }

  private void png() {
    copy(0, PNG_HEAD);
    ByteBuffer data = ByteBuffer.wrap(in);
    int at = PNG_HEAD;
    while (true) {
      int length = data.getInt(at);
      if (length < 0 || length > in.length - at - CHUNK_OVERHEAD) {
        throw new IllegalArgumentException("a part of it is longer than the file");
      }
      String type = new String(in, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (type.equals("eXIf")) {
        orientation = Orientation.of(Arrays.copyOfRange(in, at + 8, at + 8 + length));
      }
      if (PNG_KEPT.contains(type) && !(type.equals("iCCP") && length > MAX_PROFILE)) {
        copy(at, length + CHUNK_OVERHEAD);
      }
      at += length + CHUNK_OVERHEAD;
      if (type.equals("IEND")) {
        return;
      }
    }
  }

  private void jpeg() {
    copy(0, 2);
    int at = 2;
    while (true) {
      if (byteAt(at) != 0xFF) {
        throw new IllegalArgumentException("a marker is missing");
      }
      int marker = byteAt(at + 1);
      if (marker == 0xFF) {
        at++;
        continue;
      }
      if (marker == EOI) {
        copy(at, 2);
        return;
      }
      if (marker == SOI || (marker >= 0xD0 && marker < SOI)) {
        copy(at, 2);
        at += 2;
        continue;
      }
      int end = at + 2 + (byteAt(at + 2) << 8 | byteAt(at + 3));
      segment(marker, at, end);
      at = marker == SOS ? scan(end) : end;
      if (at == in.length) {
        // Cut off at the end: the decoder decides whether enough is there.
        return;
      }
    }
  }

  private void segment(int marker, int at, int end) {
    boolean application = marker >= 0xE1 && marker <= 0xEF;
    // 2: colour profile; 14: how colours are encoded. Without them the picture looks different.
    boolean needed = !application || marker == 0xE2 || marker == 0xEE;
    if (marker == 0xE2 && !startsWith(at + 4, "ICC_PROFILE")) {
      needed = false;
    }
    if (marker == 0xE1 && startsWith(at + 4, "Exif")) {
      orientation = Orientation.of(Arrays.copyOfRange(in, at + 4, end));
    }
    if (needed && marker != COMMENT) {
      copy(at, end - at);
    }
  }

  /** Copies entropy-coded data up to the next marker. */
  private int scan(int start) {
    int at = start;
    while (at < in.length - 1) {
      if (byteAt(at) == 0xFF) {
        int next = byteAt(at + 1);
        if (next != 0 && next != 0xFF && !(next >= 0xD0 && next < SOI)) {
          copy(start, at - start);
          return at;
        }
      }
      at++;
    }
    copy(start, in.length - start);
    return in.length;
  }

  private void webp() {
    ByteBuffer data = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
    int end = (int) Math.min(in.length, 8 + Integer.toUnsignedLong(data.getInt(4)));
    copy(0, RIFF_HEAD);
    int flagsAt = -1;
    for (int at = RIFF_HEAD; at + 8 <= end; ) {
      String type = new String(in, at, 4, StandardCharsets.ISO_8859_1);
      int length = data.getInt(at + 4);
      if (length < 0 || length > in.length - at - 8) {
        throw new IllegalArgumentException("a part of it is longer than the file");
      }
      int padded = Math.min(8 + length + (length & 1), in.length - at);
      if (type.equals("EXIF")) {
        orientation = Orientation.of(Arrays.copyOfRange(in, at + 8, at + 8 + length));
      } else if (!type.equals("XMP ")) {
        flagsAt = type.equals("VP8X") ? out.size() + 8 : flagsAt;
        copy(at, padded);
      }
      at += padded;
    }
    byte[] clean = out.toByteArray();
    ByteBuffer.wrap(clean).order(ByteOrder.LITTLE_ENDIAN).putInt(4, clean.length - 8);
    if (flagsAt >= 0) {
      clean[flagsAt] &= (byte) ~WEBP_EXIF_AND_XMP;
    }
    out.reset();
    out.writeBytes(clean);
  }

  private int byteAt(int at) {
    return in[at] & 0xFF;
  }

  private boolean startsWith(int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return at + bytes.length <= in.length
        && Arrays.equals(in, at, at + bytes.length, bytes, 0, bytes.length);
  }

  private void copy(int at, int length) {
    if (length < 0 || at + length > in.length) {
      throw new IndexOutOfBoundsException();
    }
    out.write(in, at, length);
  }
}
