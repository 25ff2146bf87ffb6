package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} is what the data says. */
class SettingsDocumentTest {
  private static final Path FILE = Path.of("..", "docs", "settings.md");

  @Test
  void isNotStale() throws IOException {
    String rendered = SettingsDocument.render();
    if (Boolean.getBoolean("klatch.regenerate")) {
      Files.writeString(FILE, rendered);
    }
    assertEquals(
        rendered,
        Files.readString(FILE),
        "docs/settings.md is stale; make it anew with -Dtest=SettingsDocumentTest -Dklatch.regenerate=true");
  }
}
