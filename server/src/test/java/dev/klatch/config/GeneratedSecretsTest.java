package dev.klatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that nobody has set are made once and stay the same. */
class GeneratedSecretsTest {
  private static final Map<String, Integer> WANTED = Map.of("ONE", 32, "TWO", 16);

  @TempDir Path folder;

  @Test
  void makesBlankSecretsAndKeepsThemForTheOwnerOnly() throws IOException {
    Path data = folder.resolve("data");
    Environment first = GeneratedSecrets.complete(Environment.of(Map.of("ONE", " ")), data, WANTED);
    String one = first.value("ONE");
    String two = first.value("TWO");
    assertNotNull(one);
    assertNotNull(two);
    assertEquals(64, one.length());
    assertEquals(32, two.length());
    assertNotEquals(one.substring(0, 32), two);
    assertEquals("rw-------", permissions(data.resolve(GeneratedSecrets.FILE)));
    assertEquals("rwx------", permissions(data));

    Environment second = GeneratedSecrets.complete(Environment.of(Map.of()), data, WANTED);
    assertEquals(one, second.value("ONE"));
    assertEquals(two, second.value("TWO"));
  }

  @Test
  void leavesSetSecretsAloneAndWritesNothingForThem() throws IOException {
    Environment environment = Environment.of(Map.of("ONE", "mine", "TWO", "mine too"));
    Environment same = GeneratedSecrets.complete(environment, folder.resolve("d"), WANTED);
    assertEquals("mine", same.value("ONE"));
    assertFalse(Files.exists(folder.resolve("d")));
  }

  @Test
  void narrowsAFileThatOthersCouldRead() throws IOException {
    Path file = folder.resolve(GeneratedSecrets.FILE);
    Files.writeString(file, "ONE=a\nTWO=b\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Environment environment = GeneratedSecrets.complete(Environment.of(Map.of()), folder, WANTED);
    assertEquals("a", environment.value("ONE"));
    assertEquals("rw-------", permissions(file));
  }

  @Test
  void refusesToGoOnWhenTheyCannotBeKept() throws IOException {
    Path file = Files.createFile(folder.resolve("not-a-folder"));
    assertThrows(
        IOException.class, () -> GeneratedSecrets.complete(Environment.of(Map.of()), file, WANTED));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
