package dev.klatch.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code multipart/form-data} body part by part as it arrives (RFC 7578). Holds 64 KiB,
 * whatever the size of the body. Belongs to one thread; each part must be read before the next one
 * is asked for.
 */
public final class MultipartReader {
  private static final int BUFFER = 65_536;
  private static final int MAX_HEADER_BYTES = 16_384;
  private static final int MAX_PARTS = 1_000;
  private static final int MAX_BOUNDARY = 70;
  private static final Pattern BOUNDARY =
      Pattern.compile(";\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);

  private final InputStream in;
  private final byte[] delimiter;
  private final long maxBytes;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long received;
  private boolean ended;
  private int parts;

  /** Where the current part's content ends in the buffer as far as is known. */
  private int contentEnd;

  /** Whether {@link #contentEnd} is the part's end, not just of what has arrived. */
  private boolean delimiterFound;

  private @Nullable MultipartPart current;

  private MultipartReader(InputStream in, String boundary, long maxBytes) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.maxBytes = maxBytes;
    // The first delimiter need not follow a line end: one is put before the body.
    buffer[0] = '\r';
    buffer[1] = '\n';
    limit = 2;
  }

  /**
   * A reader of a body.
   *
   * @param contentType the request's header, which names the boundary
   * @param maxBytes bound of the whole body
   * @throws AppException 415 when the type is not multipart/form-data with a usable boundary
   */
  public static MultipartReader of(InputStream in, @Nullable String contentType, long maxBytes) {
    String type = contentType == null ? "" : contentType.strip();
    Matcher boundary = BOUNDARY.matcher(type);
    if (!type.regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length())
        || !boundary.find()) {
      throw new AppException(
          415,
          "MULTIPART_REQUIRED",
          "Send the file as multipart/form-data with a boundary, in a field of the form.");
    }
    String value = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    if (value.length() > MAX_BOUNDARY) {
      throw new AppException(415, "MULTIPART_REQUIRED", "The boundary of the body is too long.");
    }
    return new MultipartReader(in, value, maxBytes);
  }

  /**
   * The next part, or null at the end. What was not read of the one before is skipped.
   *
   * @throws AppException 400 when the body is broken, 413 when it is too large
   */
  public @Nullable MultipartPart next() {
    skipToDelimiter();
    position += delimiter.length;
    require(2);
    if (buffer[position] == '-' && buffer[position + 1] == '-') {
      ended = true;
      current = null;
      return null;
    }
    readLine();
    if (++parts > MAX_PARTS) {
      throw broken("it has more than " + MAX_PARTS + " parts");
    }
    MultipartPart part = MultipartPart.of(readHeaders(), this);
    current = part;
    findDelimiter();
    return part;
  }

  /** Reads content of a part; -1 at its end. */
  int read(MultipartPart part, byte[] target, int offset, int length) {
    if (part != current) {
      throw new IllegalStateException("a part is read after the next one was asked for");
    }
    if (length == 0) {
      return 0;
    }
    while (position == contentEnd) {
      if (delimiterFound) {
        return -1;
      }
      fill();
      findDelimiter();
    }
    int count = Math.min(length, contentEnd - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  private void skipToDelimiter() {
    if (ended) {
      throw new IllegalStateException("the body has no more parts");
    }
    if (current == null) {
      findDelimiter();
    }
    while (!delimiterFound) {
      position = contentEnd;
      fill();
      findDelimiter();
    }
    position = contentEnd;
  }

  private void findDelimiter() {
    int last = limit - delimiter.length;
    for (int i = position; i <= last; i++) {
      if (buffer[i] == '\r'
          && Arrays.equals(buffer, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
        contentEnd = i;
        delimiterFound = true;
        return;
      }
    }
    // The last bytes may be the beginning of a delimiter.
    contentEnd = Math.max(position, last + 1);
    delimiterFound = false;
  }

  /** Makes at least {@code count} bytes available from the position on. */
  private void require(int count) {
    while (limit - position < count) {
      fill();
    }
  }

  private void fill() {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      contentEnd -= position;
      position = 0;
    }
    if (limit == buffer.length) {
      throw broken("a header is too long");
    }
    try {
      int count = in.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        throw broken("it ends before its last boundary");
      }
      limit += count;
      received += count;
    } catch (IOException e) {
      throw new AppException(400, "BODY_UNREADABLE", "The request body broke off.", e);
    }
    if (received > maxBytes) {
      throw tooLarge(maxBytes);
    }
  }

  static AppException tooLarge(long maxBytes) {
    return new AppException(
        413,
        "BODY_TOO_LARGE",
        "The upload is larger than " + Math.max(1, maxBytes >> 20) + " MB. Send a smaller file.");
  }

  private String readLine() {
    StringBuilder line = new StringBuilder();
    while (true) {
      require(1);
      byte b = buffer[position++];
      if (b == '\n') {
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
            ? line.substring(0, length - 1)
            : line.toString();
      }
      line.append((char) (b & 0xFF));
      if (line.length() > MAX_HEADER_BYTES) {
        throw broken("a header is too long");
      }
    }
  }

  /** The lines of a part's head, as bytes in Latin-1. */
  private List<String> readHeaders() {
    List<String> lines = new ArrayList<>();
    int total = 0;
    while (true) {
      String line = readLine();
      if (line.isEmpty()) {
        return lines;
      }
      total += line.length();
      if (total > MAX_HEADER_BYTES) {
        throw broken("a part's head is too long");
      }
      lines.add(line);
    }
  }

  static AppException broken(String why) {
    return AppException.badRequest(
        "MULTIPART_BROKEN", "The multipart body is broken: " + why + ". Send it again.");
  }
}
