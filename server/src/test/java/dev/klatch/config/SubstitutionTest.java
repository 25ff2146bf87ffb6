package dev.klatch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
  @Property
  void replacesEachReferenceOnceAndNothingElse(
      @ForAll("pieces") List<Piece> pieces, @ForAll("values") String value) {
    Environment environment = Environment.of(Map.of("VAR", value, "JWT_SECRET", "hidden-secret"));
    StringBuilder template = new StringBuilder("^");
    StringBuilder expected = new StringBuilder("^");
    for (Piece piece : pieces) {
      template.append(piece.template());
      expected.append(piece.template().equals("${VAR}") ? value : piece.template());
    }
    String text = Substitution.expand(template + "^", environment).text();
    assertEquals(expected + "^", text);
    assertFalse(text.contains("hidden-secret"));
  }

  record Piece(String template) {}

  @Provide
  Arbitrary<List<Piece>> pieces() {
    Arbitrary<String> literal = Arbitraries.strings().withChars("ab $%/:é ").ofMaxLength(6);
    Arbitrary<String> reference =
        Arbitraries.of("${VAR}", "${UNSET}", "${JWT_SECRET}", "${VAR:-x}");
    return Arbitraries.oneOf(literal, reference).map(Piece::new).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("ab${}VAR\\1").ofMaxLength(12),
        Arbitraries.of("${VAR}", "${JWT_SECRET}", "$1", "\\", ""));
  }

  private static String expand(String template) {
    return Substitution.expand(template, ENVIRONMENT).text();
  }
}
