package dev.klatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.testing.RandomCases;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Variables in settings: what is replaced, what stays, what never is. */
class SubstitutionTest {
  private static final Environment ENVIRONMENT =
      Environment.of(
          Map.of(
              "A", "one", "B", "two", "EMPTY", "", "NESTED", "${A}", "MONGO_URI", "mongodb://x"));

  @Test
  void replacesAWholeReferenceAndTrims() {
    assertEquals("one", expand("  ${A} "));
  }

  @Test
  void keepsAWholeReferenceToAnUnsetOrEmptyVariable() {
    assertEquals("${NONE}", expand("${NONE}"));
    assertEquals("${EMPTY}", expand("${EMPTY}"));
    assertTrue(Substitution.expand("${EMPTY}", ENVIRONMENT).unresolved());
  }

  @Test
  void replacesReferencesInsideText() {
    assertEquals("x-one-two-${NONE}-", expand("x-${A}-${B}-${NONE}-${EMPTY}"));
  }

  @Test
  void knowsNoDefaultsAndNoNesting() {
    assertEquals("${A:-b}", expand("${A:-b}"));
    assertEquals("${A}", expand("${NESTED}"));
    assertEquals("$A", expand("$A"));
  }

  @Test
  void neverPutsInSecretsOfTheServer() {
    Substitution.Expansion expansion = Substitution.expand("${MONGO_URI} and ${A}", ENVIRONMENT);
    assertEquals("${MONGO_URI} and one", expansion.text());
    assertEquals(List.of("MONGO_URI"), expansion.forbidden());
  }

  /** Literal pieces survive, every set variable is replaced by exactly its value, in one pass. */
  @Test
  void replacesEachReferenceOnceAndNothingElse() {
    RandomCases.check(
        1_000,
        random ->
            replacesOnce(RandomCases.list(random, 8, SubstitutionTest::piece), value(random)));
  }

  private static void replacesOnce(List<String> pieces, String value) {
    Environment environment = Environment.of(Map.of("VAR", value, "JWT_SECRET", "hidden-secret"));
    StringBuilder template = new StringBuilder("^");
    StringBuilder expected = new StringBuilder("^");
    for (String piece : pieces) {
      template.append(piece);
      expected.append(piece.equals("${VAR}") ? value : piece);
    }
    String text = Substitution.expand(template + "^", environment).text();
    assertEquals(expected + "^", text);
    assertFalse(text.contains("hidden-secret"));
  }

  private static String piece(Random random) {
    return random.nextBoolean()
        ? RandomCases.text(random, "ab $%/:é ", 6)
        : RandomCases.oneOf(random, "${VAR}", "${UNSET}", "${JWT_SECRET}", "${VAR:-x}");
  }

  private static String value(Random random) {
    return random.nextBoolean()
        ? RandomCases.text(random, "ab${}VAR\\1", 12)
        : RandomCases.oneOf(random, "${VAR}", "${JWT_SECRET}", "$1", "\\", "");
  }

  private static String expand(String template) {
    return Substitution.expand(template, ENVIRONMENT).text();
  }
}
