package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/** One step of a streamed answer. The union is closed: a new kind is a new record here. */
public sealed interface StreamPart {
  /** More visible text; never empty. */
  record TextDelta(String text) implements StreamPart {}

  /** More of the model's thinking; never empty. */
  record ReasoningDelta(String text) implements StreamPart {}

  /**
   * More of a tool call. {@code index} identifies the call within the answer; {@code id} and {@code
   * name} come with its first delta, {@code arguments} is a fragment of JSON text.
   */
  record ToolCallDelta(int index, @Nullable String id, @Nullable String name, String arguments)
      implements StreamPart {}

  /** Token counts as the provider reported them; the last one wins. */
  record Usage(TokenUsage usage) implements StreamPart {}

  /** The upstream accepted the request; {@code responseId} is its own id for the answer. */
  record Start(String responseId, @Nullable String model) implements StreamPart {}

  /**
   * A failed attempt will be repeated after {@code delayMillis}. {@code attempt} counts from 1 and
   * names the attempt that failed.
   */
  record Retry(int attempt, int maxAttempts, long delayMillis, ProviderException cause)
      implements StreamPart {}

  /**
   * The answer is complete. {@code reason} is the provider's word: {@code stop}, {@code length} ...
   */
  record Finish(String reason) implements StreamPart {}
}
