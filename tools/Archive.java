import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks {@code .tar.gz} archives (ustar, with the pax and GNU extensions for long names). The JDK
 * has no reader for them and not every system has a {@code tar}.
 */
final class Archive {
  private static final int BLOCK = 512;

  private Archive() {}

  /**
   * Unpacks into {@code target}, without the archive's single top folder. The folder appears whole
   * or not at all, so a cut-off build leaves nothing half-made.
   */
  static void unpack(Path archive, Path target) {
    Path parent = target.getParent();
    try {
      Files.createDirectories(parent);
      Path fresh = Files.createTempDirectory(parent, target.getFileName() + ".");
      try (InputStream in =
          new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16))) {
        extract(in, fresh);
      }
      delete(target);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      if (!Project.isWindows()) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } catch (IOException e) {
      throw new Failure("cannot unpack " + archive + " to " + target + ": " + e, e);
    }
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void extract(InputStream in, Path target) throws IOException {
    String longName = null;
    while (true) {
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return; // two zero blocks end an archive
      }
      long size = number(header, 124, 12);
      char type = (char) header[156];
      switch (type) {
        case 'x' -> longName = paxPath(content(in, size), longName);
        case 'L' -> longName = text(content(in, size), 0, Math.toIntExact(size));
        case '0', '\0' -> {
          write(in, size, place(target, header, longName), (number(header, 100, 8) & 0100) != 0);
          longName = null;
        }
        default -> {
          in.skipNBytes(padded(size)); // folders are made when needed; links do not occur here
          longName = null;
        }
      }
    }
  }

  private static void write(InputStream in, long size, Path file, boolean executable)
      throws IOException {
    Files.createDirectories(file.getParent());
    try (var out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long left = size;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new EOFException("the archive ends in the middle of " + file.getFileName());
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    in.skipNBytes(padded(size) - size);
    if (executable && !Project.isWindows()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** The file's place under the target; a name that leads out of it is refused. */
  private static Path place(Path target, byte[] header, String longName) throws IOException {
    String prefix = text(header, 345, 155);
    String shortName = text(header, 0, 100);
    String name = longName != null ? longName : prefix.isEmpty() ? shortName : prefix + "/" + shortName;
    String inside = name.substring(name.indexOf('/') + 1);
    Path place = target.resolve(inside).normalize();
    if (!place.startsWith(target) || place.equals(target)) {
      throw new IOException("the archive holds a name outside its folder: " + name);
    }
    return place;
  }

  private static byte[] content(InputStream in, long size) throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(size));
    in.skipNBytes(padded(size) - size);
    return content;
  }

  /** The {@code path} record of a pax header ("27 path=some/long/name\n"). */
  private static String paxPath(byte[] records, String otherwise) {
    for (String line : new String(records, StandardCharsets.UTF_8).split("\n")) {
      int start = line.indexOf(" path=");
      if (start > 0) {
        return line.substring(start + " path=".length());
      }
    }
    return otherwise;
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static long number(byte[] header, int from, int length) {
    String digits = text(header, from, length).strip();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
