package dev.klatch.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the settings file, and what happens when it cannot be used. */
class ConfigLoaderTest {
  private static final Schema SCHEMA =
      SchemaReader.read(
          new ByteArrayInputStream("color | string | red | T1 | A colour.\n".getBytes(UTF_8)));

  @TempDir Path folder;

  @Test
  void readsTheDefaultFileOfTheWorkingDirectory() throws IOException {
    Files.writeString(folder.resolve("s.yaml"), "color: blue\n");
    LoadedConfig loaded = load(Map.of(), false);
    assertEquals(LoadedConfig.Status.LOADED, loaded.status());
    assertEquals("blue", loaded.root().text("color"));
    assertEquals("settings read from " + folder.resolve("s.yaml"), loaded.summary());
  }

  @Test
  void readsAFileNamedRelativeToTheWorkingDirectory() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/other.yaml"), "color: green\n");
    LoadedConfig loaded = load(Map.of("CONFIG_PATH", "sub/other.yaml"), false);
    assertEquals("green", loaded.root().text("color"));
    assertEquals("other.yaml", loaded.name());
  }

  @Test
  void startsWithDefaultsAndSaysWhereItLooked() {
    LoadedConfig loaded = load(Map.of(), false);
    assertEquals(LoadedConfig.Status.MISSING, loaded.status());
    assertEquals(
        "NO SETTINGS FILE at " + folder.resolve("s.yaml") + " - running with defaults",
        loaded.summary());
    assertFinding(loaded, Severity.INFO, "F1");
    assertTrue(load(Map.of(), true).findings().get(0).fix().contains("container"));
  }

  @Test
  void aNamedFileThatIsMissingIsAnError() {
    LoadedConfig loaded = load(Map.of("CONFIG_PATH", "/nowhere/x.yaml"), false);
    assertFinding(loaded, Severity.ERROR, "F3");
    assertTrue(loaded.findings().get(0).cause().contains("/nowhere/x.yaml"));
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("s.yaml"));
    LoadedConfig loaded = load(Map.of(), false);
    assertEquals(LoadedConfig.Status.UNREADABLE, loaded.status());
    assertFinding(loaded, Severity.ERROR, "F2");
  }

  @Test
  void textThatIsNotUtf8IsAnError() throws IOException {
    Files.write(folder.resolve("s.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4, '\n'});
    assertFinding(load(Map.of(), false), Severity.ERROR, "Y8");
  }

  @Test
  void aSyntaxErrorGivesDefaultsAndABanner() throws IOException {
    Files.writeString(folder.resolve("s.yaml"), "color: blue\n  bad: [\n");
    LoadedConfig loaded = load(Map.of(), false);
    assertEquals(LoadedConfig.Status.UNREADABLE, loaded.status());
    assertTrue(loaded.root().entries().isEmpty());
    assertTrue(loaded.banner().isPresent());
  }

  @Test
  void fetchesAnAddress() throws Exception {
    try (Answer answer = new Answer("200 OK", "{\"color\": \"from afar\"}")) {
      LoadedConfig loaded = load(Map.of("CONFIG_PATH", answer.address()), false);
      assertEquals("from afar", loaded.root().text("color"));
    }
  }

  @Test
  void anAddressThatFailsGivesDefaultsAndNoSecret() throws Exception {
    try (Answer answer = new Answer("404 Not Found", "no")) {
      LoadedConfig loaded = load(Map.of("CONFIG_PATH", answer.address() + "?token=hidden"), false);
      assertFinding(loaded, Severity.ERROR, "F6");
      assertTrue(!loaded.toString().contains("hidden"));
    }
    assertFinding(load(Map.of("CONFIG_PATH", "http://127.0.0.1:1/x"), false), Severity.ERROR, "F6");
    assertFinding(load(Map.of("CONFIG_PATH", "http:// /x"), false), Severity.ERROR, "F6");
  }

  private static void assertFinding(LoadedConfig loaded, Severity severity, String rule) {
    assertEquals(1, loaded.findings().size(), loaded.findings().toString());
    assertEquals(rule, loaded.findings().get(0).rule());
    assertEquals(severity, loaded.findings().get(0).severity());
  }

  private LoadedConfig load(Map<String, String> environment, boolean container) {
    return new ConfigLoader(Environment.of(environment), folder, container).load("s.yaml", SCHEMA);
  }

  /** A server on a real socket that gives one answer. */
  private static final class Answer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0);

    Answer(String status, String body) throws IOException {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = server.accept()) {
                  var in = socket.getInputStream();
                  for (int blank = 0, c = in.read(); blank < 2 && c >= 0; ) {
                    blank = c == '\n' ? blank + 1 : c == '\r' ? blank : 0;
                    c = blank < 2 ? in.read() : c;
                  }
                  socket
                      .getOutputStream()
                      .write(
                          ("HTTP/1.1 "
                                  + status
                                  + "\r\nContent-Length: "
                                  + body.length()
                                  + "\r\nConnection: close\r\n\r\n"
                                  + body)
                              .getBytes(UTF_8));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
    }

    String address() {
      return "http://127.0.0.1:" + server.getLocalPort() + "/settings.yaml";
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
