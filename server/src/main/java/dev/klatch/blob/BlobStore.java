package dev.klatch.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Keeps bytes under keys. A key is made of segments of letters, digits, dots, underscores and
 * hyphens, joined by slashes. Safe for any number of threads.
 */
public interface BlobStore {
  /** What the wire contract calls this store: {@code local} or {@code s3}. */
  String name();

  /**
   * Stores a file's content, replacing what was there. Readers see all of it or nothing.
   *
   * @param file stays as it is; only read
   * @throws IOException when it cannot be stored, with the cause in its message and no secret
   * @throws IllegalArgumentException for a key of another form
   */
  void put(String key, Path file, String contentType) throws IOException;

  /**
   * Opens the content; the caller closes it.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   * @throws IOException when the store cannot be reached
   */
  InputStream open(String key) throws IOException;

  /** Removes the content; a key without any is no error. */
  void delete(String key) throws IOException;
}
