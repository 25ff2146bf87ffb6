package dev.klatch.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of files does. */
abstract class BlobStoreContract {
  @TempDir Path folder;

  abstract BlobStore store();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, 8 << 20, (17 << 20) + 5})
  void givesBackWhatWasPut(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    put("uploads/user/a-1", content);
    assertArrayEquals(content, read("uploads/user/a-1"));
  }

  @Test
  void replacesAndDeletes() throws IOException {
    put("images/u/x.png", new byte[] {1});
    put("images/u/x.png", new byte[] {2, 3});
    assertArrayEquals(new byte[] {2, 3}, read("images/u/x.png"));
    store().delete("images/u/x.png");
    assertThrows(NoSuchFileException.class, () -> store().open("images/u/x.png"));
    store().delete("images/u/x.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "a/../../x", "/etc/passwd", "a//b", "a/.hidden", "", "a\\b", "a b"})
  void keysLeadNowhereElse(String key) throws IOException {
    assertThrows(IllegalArgumentException.class, () -> put(key, new byte[] {1}));
    assertThrows(IllegalArgumentException.class, () -> store().open(key));
    assertThrows(IllegalArgumentException.class, () -> store().delete(key));
  }

  final void put(String key, byte[] content) throws IOException {
    Path file = Files.createTempFile(folder, "in", "");
    Files.write(file, content);
    store().put(key, file, "application/octet-stream");
  }

  final byte[] read(String key) throws IOException {
    try (InputStream in = store().open(key)) {
      return in.readAllBytes();
    }
  }
}
