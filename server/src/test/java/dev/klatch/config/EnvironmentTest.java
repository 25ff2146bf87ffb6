package dev.klatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variables of the process over {@code .env}, and what typed reading makes of them. */
class EnvironmentTest {
  @TempDir Path folder;

  @Test
  void readsEveryFormOfAssignment() {
    Environment environment =
        parse(
            """
            # a comment
            PLAIN=value
            export EXPORTED = two words  # comment
            SINGLE='keep $x \\n # this'
            DOUBLE="line\\nnext"
            BACK=`it's "fine"`
            EMPTY=
            COLON: yes
            SPAN="first
            second"
            OPEN="never closed
            """);
    assertEquals("value", environment.get("PLAIN"));
    assertEquals("two words", environment.get("EXPORTED"));
    assertEquals("keep $x \\n # this", environment.get("SINGLE"));
    assertEquals("line\nnext", environment.get("DOUBLE"));
    assertEquals("it's \"fine\"", environment.get("BACK"));
    assertEquals("", environment.get("EMPTY"));
    assertNull(environment.value("EMPTY"));
    assertEquals("yes", environment.get("COLON"));
    assertEquals("first\nsecond", environment.get("SPAN"));
    assertEquals("\"never closed", environment.get("OPEN"));
    assertEquals(List.of(), environment.findings());
  }

  @Test
  void theProcessWins() {
    Environment environment = Environment.parse("A=file\nB=file\n", Map.of("A", "process"));
    assertEquals("process", environment.get("A"));
    assertEquals(new Environment.Origin(".env", 2, 1), environment.origin("B"));
    assertEquals(new Environment.Origin("environment", 0, 0), environment.origin("A"));
  }

  @Test
  void reportsLinesThatCannotBeMeant() {
    Environment environment = parse("just words\nA=1\nA=2\nP=abc#def\n");
    assertEquals(
        List.of(".env:1:1 E1", ".env:3:1 E2", ".env:4 E4"),
        environment.findings().stream().map(f -> f.position() + " " + f.rule()).toList());
    assertEquals("2", environment.get("A"));
    assertEquals("abc", environment.get("P"));
  }

  @Test
  void aFolderInPlaceOfTheFileIsAFinding() throws IOException {
    Files.createDirectory(folder.resolve(".env"));
    assertEquals("F2", Environment.load(folder, Map.of()).findings().get(0).rule());
  }

  @Test
  void onlyTrueSwitchesOn() {
    SettingReader reader = reader(Map.of("T", " TRUE ", "ONE", "1", "YES", "yes", "F", "false"));
    assertTrue(reader.flag("T", false, false));
    assertFalse(reader.flag("F", true, true));
    assertFalse(reader.flag("ONE", true, false));
    assertTrue(reader.flag("YES", false, true));
    assertTrue(reader.flag("UNSET", true, false));
    assertEquals(2, reader.findings().size());
  }

  @Test
  void numbersMayBeExpressions() {
    SettingReader reader =
        reader(
            Map.of(
                "A", "1000 * 60 * 15", "B", "(2+3)*4 - 6/2 % 2", "C", "2 ** 3", "D", "alert(1)"));
    assertEquals(900_000, reader.number("A", 1, 0, Long.MAX_VALUE));
    assertEquals(19, reader.number("B", 1, 0, Long.MAX_VALUE));
    assertEquals(7, reader.number("C", 7, 0, Long.MAX_VALUE));
    assertEquals(7, reader.number("D", 7, 0, Long.MAX_VALUE));
    assertEquals(5, reader.number("UNSET", 5, 0, 10));
    assertEquals(2, reader.findings().size());
  }

  @Test
  void numbersOutsideTheirRangeGiveTheDefault() {
    SettingReader reader = reader(Map.of("A", "70000", "B", "-1", "C", "1/0"));
    assertEquals(3080, reader.integer("A", 3080, 0, 65_535));
    assertEquals(3080, reader.integer("B", 3080, 0, 65_535));
    assertEquals(3080, reader.integer("C", 3080, 0, 65_535));
    assertEquals(
        Duration.ofMinutes(15), reader(Map.of("D", "5")).millis("D", Duration.ofMinutes(15)));
    assertEquals(3, reader.findings().size());
  }

  @Test
  void addressesNeedNoSlashAtTheEndAndGetAScheme() {
    SettingReader reader =
        reader(
            Map.of(
                "A",
                "https://chat.example/x/",
                "B",
                "192.168.1.5:3080",
                "C",
                "ftp://x",
                "D",
                "http://"));
    assertEquals("https://chat.example/x", reader.address("A"));
    assertEquals("http://192.168.1.5:3080", reader.address("B"));
    assertNull(reader.address("C"));
    assertNull(reader.address("D"));
    assertEquals(3, reader.findings().size());
  }

  @Test
  void findingsNeverHoldValues() {
    SettingReader reader = reader(Map.of("A", "hunter2secret", "B", "ftp://hunter2secret"));
    reader.number("A", 1, 0, 2);
    reader.flag("A", true, false);
    reader.flagOrAutomatic("A");
    reader.word("A", "x", List.of("x"));
    reader.address("B");
    assertEquals(5, reader.findings().size());
    assertFalse(reader.findings().toString().contains("hunter2"));
  }

  private static SettingReader reader(Map<String, String> values) {
    return new SettingReader(Environment.of(values));
  }

  private static Environment parse(String text) {
    return Environment.parse(text, Map.of());
  }
}
