package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor prints and how it exits. */
class DoctorCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void showsPositionCauseFixSourceAndCorrection() throws IOException {
    example("02-azure-dash-offset");
    assertEquals(1, run());
    String expected =
        """
        librechat.yaml:8:10  error  Y1  this key starts in column 10, but its list item (line 7) uses column 9 – move 1 column left (lines 8-13)
             7 |       - group: "north"
             8 |          apiKey: "*******"
               |          ^
             9 |          instanceName: "contoso-north"
               =         apiKey: "*******"
        result: 1 error, 0 warnings, 0 info – configuration NOT loaded, running with defaults
        """;
    assertEquals(expected, text());
  }

  @ParameterizedTest
  @CsvSource({
    "01-azure-two-groups-version-placeholder, 0, 0",
    "02-azure-dash-offset, 1, 1",
    "04-ollama-lan, 0, 0",
    "06-deepseek-dropparams, 0, 0",
    "08-openrouter-headers, 0, 1",
    "11-unknown-and-legacy-keys, 1, 1",
    "13-user-provided, 0, 1",
    "14-scalar-traps, 1, 1",
    "16-bad-base-urls, 0, 1",
    "19-custom-params, 0, 0"
  })
  void exitsAsTheExamplesExpect(String name, int plain, int strict) throws IOException {
    example(name);
    assertEquals(plain, run(), text());
    assertEquals(strict, run("--strict"), text());
  }

  @Test
  void neverShowsSecrets() throws IOException {
    Files.writeString(
        folder.resolve("librechat.yaml"),
        """
        version: 1.3.14
        endpoints:
          custom:
            - name: A
              apiKey: sk-literal-secret-1
              baseUrl: https://user:pass-secret@a.example/v1
              headers: { Authorization: Bearer header-secret, X-Api-Key: 'other-secret' }
              models: { default: one }
        """);
    Files.writeString(
        folder.resolve(".env"),
        "JWT_SECRET=short-secret\nPORT=env-secret\nMONGO_URI=mongodb://u:mongo-secret@h/d\n");
    assertEquals(1, run());
    assertFalse(text().replace("JWT_SECRET", "").contains("secret"), text());
    assertTrue(text().contains(".env:2:1  warning  E7  PORT is not a number"), text());
  }

  @Test
  void namesMisspeltVariables() throws IOException {
    Files.writeString(
        folder.resolve(".env"), "ALLOW_REGISTRATON=false\nMY_OWN=1\nRAG_API_URL=http://rag:8000\n");
    assertEquals(0, run());
    assertTrue(text().contains("did you mean ALLOW_REGISTRATION?"), text());
    assertTrue(text().contains("not acted on by this version: RAG_API_URL"), text());
    assertFalse(text().contains("variable MY_OWN"), text());
  }

  @Test
  void withoutAFileItSaysWhereItLooked() {
    assertEquals(0, run());
    assertTrue(
        text().contains("no configuration file at " + folder.resolve("librechat.yaml")), text());
  }

  @Test
  void aFileThatCannotBeReadExitsWithTwo() throws IOException {
    assertEquals(2, run("nowhere.yaml"));
    Files.createDirectory(folder.resolve("librechat.yaml"));
    assertEquals(2, run());
    assertEquals(2, run("--what"));
  }

  @Test
  void theShippedExamplesHaveNoFindings() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Files.copy(root.resolve("librechat.example.yaml"), folder.resolve("librechat.yaml"));
    Files.copy(root.resolve(".env.example"), folder.resolve(".env"));
    assertEquals(0, run("--strict"), text());
    assertTrue(text().startsWith("result: 0 errors, 0 warnings, 0 info"), text());
    assertTrue(Files.readAllLines(root.resolve(".env.example")).size() < 60);
  }

  private void example(String name) throws IOException {
    copy(name + ".yaml", "librechat.yaml");
    copy(name + ".env", ".env");
  }

  private void copy(String from, String to) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/configs/" + from)) {
      if (in != null) {
        Files.write(folder.resolve(to), in.readAllBytes());
      }
    }
  }

  private int run(String... args) {
    printed.reset();
    return DoctorCommand.run(
        args, new PrintStream(printed, true, StandardCharsets.UTF_8), folder, Map.of());
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
