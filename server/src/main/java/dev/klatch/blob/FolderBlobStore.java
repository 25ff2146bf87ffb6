package dev.klatch.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files in a folder of this machine. */
public final class FolderBlobStore implements BlobStore {
  private final Path folder;

  /**
   * @param folder made when the first file comes
   */
  public FolderBlobStore(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public void put(String key, Path file, String contentType) throws IOException {
    Path target = path(key);
    Files.createDirectories(target.getParent());
    Path half = target.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      Files.copy(file, half);
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    Path path = path(key);
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(key);
    }
    return Files.newInputStream(path);
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(path(key));
  }

  private Path path(String key) {
    Path path = folder.resolve(BlobKeys.require(key)).normalize();
    if (!path.startsWith(folder)) {
      throw new IllegalArgumentException("outside the folder: " + key);
    }
    return path;
  }
}
