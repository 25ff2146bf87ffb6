package dev.klatch.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that nobody has set: made once, kept in {@code secrets.env} of the data folder where only
 * its owner can read them, and the same at every later start.
 */
public final class GeneratedSecrets {
  /** The file's name in the data folder. */
  public static final String FILE = "secrets.env";

  private static final Set<PosixFilePermission> OWNER_FILE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final String HEADER =
      """
      # Made by the server because .env leaves these blank. Keep this file with the data: without it
      # everybody is signed out and stored keys cannot be read. Readable by its owner only.
      """;

  private GeneratedSecrets() {}

  /**
   * Fills in the secrets that are unset or blank.
   *
   * @param dataFolder made if it does not exist, readable by its owner only
   * @param bytes how many random bytes each secret has; it is written in hexadecimal digits
   * @throws IOException when the file can neither be read nor written; the server must not start
   *     then, because the next start would have other secrets
   */
  public static Environment complete(
      Environment environment, Path dataFolder, Map<String, Integer> bytes) throws IOException {
    Path file = dataFolder.resolve(FILE);
    Map<String, String> kept = read(file);
    boolean added = false;
    for (Map.Entry<String, Integer> secret : bytes.entrySet()) {
      String name = secret.getKey();
      if (environment.value(name) == null && isBlank(kept.get(name))) {
        kept.put(name, random(secret.getValue()));
        added = true;
      }
    }
    if (added) {
      write(file, kept);
    } else if (!kept.isEmpty()) {
      ownerOnly(file, OWNER_FILE);
    }
    return environment.withMissing(kept, FILE);
  }

  private static boolean isBlank(@Nullable String value) {
    return value == null || value.isBlank();
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    if (Files.exists(file)) {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      DotEnv.read(text, new Findings(FILE)).forEach(a -> values.put(a.name(), a.value()));
    }
    return values;
  }

  private static void write(Path file, Map<String, String> values) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      ownerOnly(folder, OWNER_FOLDER);
    }
    StringBuilder text = new StringBuilder(HEADER);
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Path draft = Files.createTempFile(folder, FILE, ".new");
    try {
      ownerOnly(draft, OWNER_FILE);
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void ownerOnly(Path path, Set<PosixFilePermission> permissions)
      throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      if (!Files.getPosixFilePermissions(path).equals(permissions)) {
        Files.setPosixFilePermissions(path, permissions);
      }
      return;
    }
    // Windows: the folder's access list is inherited; this takes reading from others where it can.
    java.io.File file = path.toFile();
    boolean narrowed = file.setReadable(false, false) && file.setReadable(true, true);
    if (!narrowed && !file.canRead()) {
      throw new IOException("cannot restrict " + path + " to its owner");
    }
  }
}
