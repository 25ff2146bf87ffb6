package dev.klatch.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the index, which holds its files and nothing else. */
final class IndexFolder {
  private IndexFolder() {}

  /** Deletes the files in it; folders, which are not ours, stay. */
  static void empty(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
