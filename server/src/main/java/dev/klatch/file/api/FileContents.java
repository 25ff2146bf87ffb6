package dev.klatch.file.api;

import dev.klatch.blob.BlobStore;
import dev.klatch.file.FileConfig.Stores;
import dev.klatch.file.StoredFile;
import dev.klatch.file.StoredFile.Source;
import dev.klatch.http.AppException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The content of files, in whichever store each is. */
public final class FileContents {
  private final BlobStore local;
  private final @Nullable BlobStore s3;
  private final Stores stores;
  private final Path temporary;

  /**
   * @param s3 null when none is set up; everything new is then kept locally
   * @param temporary existing folder for uploads under way
   */
  public FileContents(BlobStore local, @Nullable BlobStore s3, Stores stores, Path temporary) {
    this.local = local;
    this.s3 = s3;
    this.stores = stores;
    this.temporary = temporary;
  }

  /** What a file is as far as stores are concerned. */
  enum Kind {
    AVATAR,
    IMAGE,
    DOCUMENT
  }

  /** Where new files of a kind go. */
  Source sourceFor(Kind kind) {
    boolean wanted =
        switch (kind) {
          case AVATAR -> stores.avatarsInS3();
          case IMAGE -> stores.imagesInS3();
          case DOCUMENT -> stores.documentsInS3();
        };
    return wanted && s3 != null ? Source.S3 : Source.LOCAL;
  }

  /** A new empty file that the caller deletes. */
  Path temporary() throws IOException {
    return Files.createTempFile(temporary, "upload", ".tmp");
  }

  /**
   * Stores content.
   *
   * @throws AppException 507 when it cannot be stored
   */
  void put(Source source, String key, Path content, String type) {
    try {
      store(source).put(key, content, type);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Stores a small piece of content. */
  void put(Source source, String key, byte[] content, String type) {
    try {
      Path file = temporary();
      try {
        Files.write(file, content);
        store(source).put(key, file, type);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  static AppException failed(IOException e) {
    return new AppException(
        507,
        "STORAGE_FAILED",
        "The file could not be stored. Try again; if it happens again, tell the administrator to"
            + " look at the disk or the object store.",
        e);
  }

  /**
   * Opens a file's content; the caller closes it.
   *
   * @throws AppException 404 when it is gone, 503 when its store cannot be reached
   */
  InputStream open(StoredFile file) {
    return open(file, file.blobKey());
  }

  /** Opens the small copy of an image. */
  InputStream openThumbnail(StoredFile file) {
    return open(file, file.thumbnailKey());
  }

  private InputStream open(StoredFile file, String key) {
    try {
      return store(file.source()).open(key);
    } catch (NoSuchFileException e) {
      throw AppException.notFound("The content of this file is gone.");
    } catch (IOException e) {
      throw new AppException(
          503, "STORAGE_UNREACHABLE", "The store of this file cannot be reached. Try again.", e);
    }
  }

  void delete(StoredFile file) throws IOException {
    BlobStore store = store(file.source());
    store.delete(file.blobKey());
    if (file.thumbnail()) {
      store.delete(file.thumbnailKey());
    }
  }

  private BlobStore store(Source source) throws IOException {
    if (source != Source.S3) {
      return local;
    }
    if (s3 == null) {
      throw new IOException("the file is in an object store that is no longer set up (AWS_*)");
    }
    return s3;
  }
}
