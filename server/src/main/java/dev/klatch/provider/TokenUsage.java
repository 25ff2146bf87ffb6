package dev.klatch.provider;

/**
 * Token counts of one call.
 *
 * @param input tokens of the request, cached ones included
 * @param output tokens of the answer, reasoning included
 * @param cacheRead part of {@code input} served from the provider's cache
 * @param cacheWrite part of {@code input} written to the provider's cache
 * @param reasoning part of {@code output} spent on thinking
 * @param estimated true when counted here by a tokenizer because the provider reported none
 */
public record TokenUsage(
    int input, int output, int cacheRead, int cacheWrite, int reasoning, boolean estimated) {
  /** Both together. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        output + other.output,
        cacheRead + other.cacheRead,
        cacheWrite + other.cacheWrite,
        reasoning + other.reasoning,
        estimated || other.estimated);
  }

  /** Counts as reported by a provider that tells only input and output. */
  public static TokenUsage reported(int input, int output) {
    return new TokenUsage(input, output, 0, 0, 0, false);
  }
}
