import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * A SHA-256 over names and contents of source trees. File times say only that something may have
 * changed (a checkout of another branch and back changes all of them); this says whether it did.
 */
final class Fingerprint {
  private static final Set<String> NOT_SOURCES =
      Set.of("node_modules", "dist", "target", "test-results", "coverage");

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** Adds a file or a whole tree; what is not there counts as absent. */
  Fingerprint add(Path path) {
    try {
      if (Files.isDirectory(path)) {
        Set<Path> files = sources(path);
        for (Path file : files) {
          add(path.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      } else if (Files.isRegularFile(path)) {
        add(path.getFileName().toString(), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new Failure("cannot read the sources under " + path + ": " + e, e);
    }
    return this;
  }

  Fingerprint add(String text) {
    add("", text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void add(String name, byte[] content) {
    digest.update((name + '\0' + content.length + '\0').getBytes(StandardCharsets.UTF_8));
    digest.update(content);
  }

  private static Set<Path> sources(Path root) throws IOException {
    Set<Path> files = new TreeSet<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skip = !folder.equals(root) && (NOT_SOURCES.contains(name) || name.startsWith("."));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.toString().endsWith(".tsbuildinfo")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
