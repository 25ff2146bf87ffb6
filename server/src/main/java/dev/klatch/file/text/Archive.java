package dev.klatch.file.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A document that is XML in a zip. All parts read together are bounded. */
final class Archive implements AutoCloseable {
  private static final long MAX_PART = 256L << 20;
  private static final int MAX_PARTS_READ = 2_000;

  private final ZipFile zip;
  private int opened;

  Archive(Path file) throws IOException {
    zip = new ZipFile(file.toFile());
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** Names of the parts below a folder with an ending, in the order of the numbers in them. */
  List<String> parts(String folder, String ending) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(folder) && name.endsWith(ending))
        .filter(name -> name.indexOf('/', folder.length()) < 0 || folder.isEmpty())
        .sorted(
            java.util.Comparator.comparingInt(Archive::numberIn)
                .thenComparing(java.util.Comparator.naturalOrder()))
        .limit(MAX_PARTS_READ)
        .toList();
  }

  /** Reads a part as XML; a part that is not there has nothing in it. */
  void read(String name, Xml.Handler handler) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry != null) {
      try (InputStream in = open(entry)) {
        Xml.read(in, handler);
      }
    }
  }

  /** All of a part's bytes, up to a bound. */
  byte[] bytes(String name, int max) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return new byte[0];
    }
    try (InputStream in = open(entry)) {
      return in.readNBytes(max);
    }
  }

  private InputStream open(ZipEntry entry) throws IOException {
    if (++opened > MAX_PARTS_READ) {
      throw new BoundedStream.TooLarge();
    }
    return new BoundedStream(zip.getInputStream(entry), MAX_PART / Math.max(1, opened / 16));
  }

  private static int numberIn(String name) {
    String digits = name.substring(name.lastIndexOf('/') + 1).replaceAll("[^0-9]", "");
    return digits.isEmpty() || digits.length() > 8 ? 0 : Integer.parseInt(digits);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
