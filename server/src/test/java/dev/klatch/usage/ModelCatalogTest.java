package dev.klatch.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  private final ModelCatalog catalog = new ModelCatalog();

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o, 127500",
    "GPT-4o-Mini-2024-07-18, gpt-4o-mini, 127500",
    "openai/gpt-4.1-nano, gpt-4.1-nano, 1047576",
    "o3-mini-high, o3-mini, 195000",
    "gpt-3.5-turbo-16k-0613, gpt-3.5-turbo-16k-0613, 16375"
  })
  void theLongestPatternWins(String model, String pattern, int context) {
    assertEquals(pattern, catalog.find(model).orElseThrow().pattern());
    assertEquals(context, catalog.contextTokens(model));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-sonnet-4-6, 1000000",
    "anthropic/claude-sonnet-4.6, 1000000",
    "claude-sonnet-5, 1000000",
    "claude-4.6-sonnet, 1000000",
    "claude-sonnet-4-20250514, 200000"
  })
  void recentSonnetsHaveAMillion(String model, int context) {
    assertEquals(context, catalog.contextTokens(model));
  }

  @Test
  void unknownModelsGetADefault() {
    assertTrue(catalog.find("my-own-zzz").isEmpty());
    assertEquals(32_000, catalog.contextTokens("my-own-zzz"));
  }

  @Test
  void pricesKnowTheirTiers() {
    ModelFacts facts = catalog.find("gpt-5.4").orElseThrow();

    assertEquals(new ModelFacts.Price(2.5, 15, 0.25, 2.5), facts.price(DAY, 1_000));
    assertEquals(new ModelFacts.Price(5, 22.5, 0.5, 5), facts.price(DAY, 300_000));
  }

  @Test
  void introductoryPricesEnd() {
    ModelFacts facts = catalog.find("claude-sonnet-5").orElseThrow();
    ModelFacts.Price before = facts.price(LocalDate.parse("2026-08-31"), 1);
    ModelFacts.Price after = facts.price(LocalDate.parse("2026-09-01"), 1);

    assertNotNull(before);
    assertNotNull(after);
    assertEquals(2, before.input());
    assertEquals(3, after.input());
  }

  @Test
  void cachePricesFallBackToTheInputPrice() {
    ModelFacts.Price price = catalog.find("gpt-4-turbo").orElseThrow().price(DAY, 1);

    assertNotNull(price);
    assertEquals(price.input(), price.cacheRead());
  }
}
