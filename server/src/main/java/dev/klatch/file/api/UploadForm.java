package dev.klatch.file.api;

import dev.klatch.file.FileLimits;
import dev.klatch.file.FileNames;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.MultipartPart;
import dev.klatch.http.MultipartReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A form with one file, received to disk as it comes. Closing it removes the file. */
final class UploadForm implements AutoCloseable {
  private static final int MAX_FIELD_BYTES = 16_384;

  private final Map<String, String> fields = new HashMap<>();
  private @Nullable Path file;
  private String name = "";
  private long size;

  private UploadForm() {}

  /**
   * Receives a form.
   *
   * @param maxBytes of the file
   * @throws AppException 4xx when there is no file, more than one, an empty or a too large one
   */
  static UploadForm receive(Exchange exchange, FileContents contents, long maxBytes) {
    UploadForm form = new UploadForm();
    try {
      MultipartReader reader = exchange.multipart(maxBytes + FileLimits.MEGABYTE);
      for (MultipartPart part = reader.next(); part != null; part = reader.next()) {
        if (part.isFile()) {
          form.receive(part, contents, maxBytes);
        } else {
          form.fields.put(part.name(), part.text(MAX_FIELD_BYTES));
        }
      }
      if (form.file == null) {
        throw AppException.badRequest("NO_FILE", "The form has no file. Add one in `file`.");
      }
      if (form.size == 0) {
        throw AppException.badRequest("FILE_EMPTY", "\"" + form.name + "\" is empty.");
      }
      return form;
    } catch (IOException e) {
      form.close();
      throw FileContents.failed(e);
    } catch (RuntimeException e) {
      form.close();
      throw e;
    }
  }

  private void receive(MultipartPart part, FileContents contents, long maxBytes)
      throws IOException {
    if (file != null) {
      throw AppException.badRequest("ONE_FILE", "Send one file at a time.");
    }
    String claimed = part.fileName();
    name = FileNames.display(claimed == null ? "" : claimed);
    Path target = contents.temporary();
    file = target;
    try (OutputStream out = Files.newOutputStream(target)) {
      size = part.copyTo(out, maxBytes);
    }
  }

  Path file() {
    Path received = file;
    if (received == null) {
      throw new IllegalStateException("closed");
    }
    return received;
  }

  /** The file's name, made harmless. */
  String name() {
    return name;
  }

  long size() {
    return size;
  }

  /** A field's text, or null when it is missing or empty. */
  @Nullable String field(String field) {
    String value = fields.get(field);
    return value == null || value.isBlank() ? null : value.strip();
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        file = null;
      }
    }
  }
}
