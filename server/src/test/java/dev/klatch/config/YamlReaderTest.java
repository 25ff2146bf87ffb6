package dev.klatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.testing.RandomCases;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Reading YAML: values, positions, syntax errors in a person's terms, and bounds against hostile
 * text.
 */
class YamlReaderTest {
  private final Findings findings = new Findings("f.yaml");

  @Test
  void readsScalarsByTheCoreSchema() {
    ConfigNode root =
        read("a: yes\nb: 0o17\nc: 1.5\nd: ~\ne: 2024-02-01\nf: '1'\ng: true\nh: 017\n");
    assertEquals("yes", at(root, "a").toPlain());
    assertEquals(15L, at(root, "b").toPlain());
    assertEquals(new java.math.BigDecimal("1.5"), at(root, "c").toPlain());
    assertNull(at(root, "d").toPlain());
    assertEquals(ConfigNode.Kind.DATE, at(root, "e").kind());
    assertEquals("1", at(root, "f").toPlain());
    assertEquals(true, at(root, "g").toPlain());
    assertEquals(17L, at(root, "h").toPlain());
  }

  @Test
  void knowsWhereEveryNodeStands() {
    ConfigNode root = read("a:\n  - b: 1\n    c: [x, y]\n");
    ConfigNode item = at(root, "a").items().get(0);
    assertEquals("2:5", position(item));
    assertEquals("3:12", position(at(item, "c").items().get(1)));
  }

  @Test
  void mergesMapsThroughAnchors() {
    ConfigNode root = read("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n");
    assertEquals("1", at(root, "use", "x").text());
    assertEquals("3", at(root, "use", "y").text());
    assertEquals(List.of(), findings.sorted());
  }

  @Test
  void reportsADuplicateKeyWithBothPositions() {
    ConfigNode root = read("a: 1\nb: 2\na: 3\n");
    assertEquals("1", at(root, "a").text());
    assertEquals("3:1 Y5", found());
    assertTrue(findings.sorted().get(0).cause().contains("line 1"));
  }

  @Test
  void readsOnlyTheFirstOfTwoDocuments() {
    ConfigNode root = read("---\na: 1\n---\nb: 2\n");
    assertEquals("1", at(root, "a").text());
    assertEquals("3:1 Y9", found());
  }

  @Test
  void toleratesAByteOrderMarkAndAnEmptyFile() {
    assertEquals("1", at(read("\uFEFFa: 1\n"), "a").text());
    assertTrue(read("# nothing\n").isMap());
    assertTrue(read("").isMap());
  }

  @Test
  void namesTabsAndStrangeCharacters() {
    assertFault("a:\n\tb: 1\n", "2:1 Y4");
    assertFault("a: [1\nb\uFF1A 2\n", "2:2 Y8");
    assertFault("a: \u0001\n", "1:4 Y8");
  }

  @Test
  void namesValuesThatNeedQuotes() {
    assertFault("a: *.example.com\n", "1:4 Y6");
    assertFault("a: @x\n", "1:4 Y6");
    assertFault("a: b: c\n", "1:5 Y6");
  }

  @Test
  void blamesTheLineThatWasMovedNotTheOneTheParserStumblesOver() {
    assertFault(
        "endpoints:\n  custom:\n    - name: A\n       apiKey: k\n       baseURL: u\n", "4:8 Y1");
    assertFault("groups:\n  - group: a\n  apiKey: k\n", "3:3 Y2");
    assertFault("a:\n    b: 1\n  c: 2\n", "3:3 Y1");
  }

  @Test
  @Timeout(120)
  void billionLaughsAnswerWithAFinding() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [")
          .append(
              java.util.Collections.nCopies(10, alias).stream().collect(Collectors.joining(", ")))
          .append("]\n");
    }
    assertNull(YamlReader.read(bomb.toString(), findings));
    assertEquals("Y10", findings.sorted().get(0).rule());
  }

  @Test
  @Timeout(120)
  void tenMegabytesAnswerWithAFinding() {
    String huge = "a: b\n".repeat(2_000_000);
    assertNull(YamlReader.read(huge, findings));
    assertEquals("1:1 Y10", found());
  }

  @Test
  @Timeout(120)
  void deepNestingAnswersWithAFinding() {
    assertNull(YamlReader.read("[".repeat(1_000_000), findings));
    assertNull(YamlReader.read("- ".repeat(500_000) + "x", new Findings("g")));
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      block.append(" ".repeat(i)).append("k:\n");
    }
    assertNull(YamlReader.read(block.toString(), new Findings("h")));
    assertEquals("Y10", findings.sorted().get(0).rule());
  }

  @Test
  void anAliasOfItselfIsAFinding() {
    assertNull(YamlReader.read("a: &a [*a]\n", findings));
    assertEquals("Y6", findings.sorted().get(0).rule());
  }

  @Test
  @Timeout(120)
  void hugeNumbersStayCheap() {
    ConfigNode root = read("a: 1e999999999\nb: " + "9".repeat(5_000) + "\n");
    assertNotNull(String.valueOf(root.toPlain()));
  }

  /** Whatever was typed, reading ends with a document or with a finding. */
  @Test
  void neverThrows() {
    RandomCases.check(
        2_000,
        random -> {
          String text = RandomCases.text(random, "\n :-[]{}&*!|>'\"#%@`,?\t<~abc", 60);
          Findings own = new Findings("p.yaml");
          ConfigNode root = YamlReader.read(text, own);
          assertTrue(root != null || own.sorted().stream().anyMatch(Finding::fails), text);
        });
  }

  private void assertFault(String text, String expected) {
    Findings own = new Findings("f.yaml");
    YamlReader.read(text, own);
    assertEquals(expected, found(own));
  }

  private ConfigNode read(String text) {
    @Nullable ConfigNode root = YamlReader.read(text, findings);
    assertNotNull(root);
    return root;
  }

  private static ConfigNode at(ConfigNode root, String... keys) {
    ConfigNode node = root.at(keys);
    assertNotNull(node);
    return node;
  }

  private static String position(ConfigNode node) {
    return node.line() + ":" + node.column();
  }

  private String found() {
    return found(findings);
  }

  private static String found(Findings findings) {
    return findings.sorted().stream()
        .map(f -> f.line() + ":" + f.column() + " " + f.rule())
        .collect(Collectors.joining(", "));
  }
}
