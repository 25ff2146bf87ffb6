package dev.klatch.usage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a family of models.
 *
 * @param pattern part of the model id that identified it
 * @param contextTokens size of the context window, or null
 * @param maxOutputTokens largest answer, or null
 * @param price list price, or null
 * @param longPrice price of a whole request whose prompt is longer than {@code longAbove}, or null
 * @param longAbove prompt tokens from which {@code longPrice} holds; 0 when there is none
 * @param laterPrice price after {@code introductoryUntil}, or null
 * @param introductoryUntil last day of {@code price}, or null
 */
public record ModelFacts(
    String pattern,
    String family,
    @Nullable Integer contextTokens,
    @Nullable Integer maxOutputTokens,
    @Nullable Price price,
    @Nullable Price longPrice,
    int longAbove,
    @Nullable Price laterPrice,
    @Nullable LocalDate introductoryUntil,
    boolean vision,
    boolean tools,
    boolean reasoning) {
  /**
   * USD per million tokens.
   *
   * @param cacheRead price of input served from a cache; the input price where none is known
   * @param cacheWrite price of input written to a cache; the input price where none is known
   */
  public record Price(double input, double output, double cacheRead, double cacheWrite) {}

  /** The price of a request on a day. */
  public @Nullable Price price(LocalDate day, int promptTokens) {
    if (longPrice != null && promptTokens > longAbove) {
      return longPrice;
    }
    return introductoryUntil != null && day.isAfter(introductoryUntil) ? laterPrice : price;
  }

  ModelFacts withLimits(int context, int maxOutput) {
    return new ModelFacts(
        pattern,
        family,
        context,
        maxOutput,
        price,
        longPrice,
        longAbove,
        laterPrice,
        introductoryUntil,
        vision,
        tools,
        reasoning);
  }
}
