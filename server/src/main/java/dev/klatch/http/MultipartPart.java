package dev.klatch.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One field of a form: its name, the file's name and type, and its content as it arrives. */
public final class MultipartPart {
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([\\w*]+)=(?:\"((?:\\\\.|[^\"\\\\])*)\"|([^;\\s]*))");
  private static final int COPY_BUFFER = 16_384;

  private final String name;
  private final @Nullable String fileName;
  private final @Nullable String contentType;
  private final MultipartReader reader;

  private MultipartPart(
      String name,
      @Nullable String fileName,
      @Nullable String contentType,
      MultipartReader reader) {
    this.name = name;
    this.fileName = fileName;
    this.contentType = contentType;
    this.reader = reader;
  }

  static MultipartPart of(List<String> head, MultipartReader reader) {
    String name = null;
    String fileName = null;
    String extended = null;
    String type = null;
    for (String line : head) {
      int colon = line.indexOf(':');
      String header = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      if (header.equalsIgnoreCase("Content-Type")) {
        type = value;
      } else if (header.equalsIgnoreCase("Content-Disposition")) {
        Matcher parameter = PARAMETER.matcher(value);
        while (parameter.find()) {
          switch (parameter.group(1).toLowerCase(Locale.ROOT)) {
            case "name" -> name = text(parameter);
            case "filename" -> fileName = text(parameter);
            case "filename*" -> extended = text(parameter);
            default -> {
              // Other parameters say nothing that is used.
            }
          }
        }
      }
    }
    if (name == null) {
      throw MultipartReader.broken("a part has no name");
    }
    String file = extended == null ? fileName : decodeExtended(extended);
    return new MultipartPart(name, file == null ? null : lastSegment(file), type, reader);
  }

  /** Heads are read byte by byte; names in them are UTF-8. */
  private static String text(Matcher parameter) {
    String raw =
        parameter.group(2) == null
            ? parameter.group(3)
            : parameter.group(2).replaceAll("\\\\([\"\\\\])", "$1");
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** RFC 5987: {@code UTF-8''name%20with%20escapes}. */
  private static @Nullable String decodeExtended(String value) {
    int quote = value.lastIndexOf('\'');
    try {
      return URLDecoder.decode(
          value.substring(quote + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Some senders give a whole path; folders of another machine mean nothing here. */
  private static String lastSegment(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** The field's name. */
  public String name() {
    return name;
  }

  /** The file's own name without folders, as the sender says; null for a field without file. */
  public @Nullable String fileName() {
    return fileName;
  }

  /** The type the sender claims; not to be trusted. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** Whether the field is a file. */
  public boolean isFile() {
    return fileName != null;
  }

  /**
   * The content as text.
   *
   * @throws AppException 413 when it is longer than {@code maxBytes}
   */
  public String text(int maxBytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      copyTo(bytes, maxBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Writes the content to a stream, which stays open.
   *
   * @return how many bytes there were
   * @throws IOException when the target cannot be written
   * @throws AppException 413 when the content is longer than {@code maxBytes}
   */
  public long copyTo(OutputStream target, long maxBytes) throws IOException {
    byte[] chunk = new byte[COPY_BUFFER];
    long total = 0;
    while (true) {
      int count = reader.read(this, chunk, 0, chunk.length);
      if (count < 0) {
        return total;
      }
      total += count;
      if (total > maxBytes) {
        throw MultipartReader.tooLarge(maxBytes);
      }
      target.write(chunk, 0, count);
    }
  }

  /** The content; valid until the next part is asked for. */
  public InputStream stream() {
    return new InputStream() {
      @Override
      public int read() {
        byte[] one = new byte[1];
        return MultipartPart.this.reader.read(MultipartPart.this, one, 0, 1) < 0
            ? -1
            : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        return MultipartPart.this.reader.read(MultipartPart.this, target, offset, length);
      }
    };
  }
}
