package dev.klatch.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderBlobStoreTest extends BlobStoreContract {
  @Override
  BlobStore store() {
    return new FolderBlobStore(folder.resolve("files"));
  }

  @Test
  void leavesNothingHalf() throws IOException {
    put("uploads/u/a", new byte[] {1});
    try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
      assertEquals(1, all.filter(Files::isRegularFile).count());
    }
  }
}
