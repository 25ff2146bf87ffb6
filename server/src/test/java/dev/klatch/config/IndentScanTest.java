package dev.klatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for misplaced lines must find them, and must never blame a line that is right. */
class IndentScanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-azure-two-groups-version-placeholder",
        "04-ollama-lan",
        "06-deepseek-dropparams",
        "08-openrouter-headers",
        "11-unknown-and-legacy-keys",
        "13-user-provided",
        "14-scalar-traps",
        "16-bad-base-urls",
        "19-custom-params"
      })
  void blamesNoLineOfAReadableFile(String name) {
    try (InputStream in = getClass().getResourceAsStream("/configs/" + name + ".yaml")) {
      String text =
          new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(Optional.empty(), fault(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void leavesValuesOverSeveralLinesAlone() {
    assertEquals(
        Optional.empty(),
        fault(
            """
            # comment
            text: |
              any: thing
                deeper: than
             - odd
            folded: >-
              more
            plain: first
              second line
            quoted: "first
              key: second"
            flow: { a: 1,
              b: [x,
                  y] }
            list:
            - zero: indented
              next: x
            - zero: again
            other:
                deep:
                    deeper: 1
            anchor: &a
              x: 1
            use:
              <<: *a
            url: http://x.example:80/y
            - - nested
            """
                .replace("- - nested\n", "")));
  }

  @Test
  void findsTheFirstMisplacedLine() {
    assertEquals("3:4 Y1", found("a:\n  b: 1\n   c: 2\n  d: 3\n"));
    assertEquals("4:3 Y2", found("l:\n  - a: 1\n    b: 2\n  c: 3\n"));
    assertEquals("5:9 Y1", found("l:\n  - a: 1\n    b: 2\n  - a: 3\n        b: 4\n"));
    assertEquals("4:4 Y1", found("a:\n    b:\n        c: 1\n   d: 2\n"));
  }

  @Test
  void namesAllLinesThatMoveTogether() {
    Finding finding =
        fault("l:\n  - a: 1\n     b:\n       c: 2\n     d: 3\n  - a: 4\n").orElseThrow();
    assertEquals("move 1 column left (lines 3-5)", finding.fix());
    assertEquals("    b:", finding.corrected());
  }

  private static String found(String text) {
    return fault(text).map(f -> f.line() + ":" + f.column() + " " + f.rule()).orElse("nothing");
  }

  private static Optional<Finding> fault(String text) {
    return IndentScan.firstFault("f.yaml", text.lines().toList());
  }
}
