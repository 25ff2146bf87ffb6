package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/** A piece of a message's content. The union is closed: a new kind is a new record here. */
public sealed interface Part {
  /** Visible text. */
  record Text(String text) implements Part {}

  /**
   * The model's thinking.
   *
   * @param durationMillis how long it took; null when not known
   */
  record Reasoning(String text, @Nullable Long durationMillis) implements Part {
    public Reasoning(String text) {
      this(text, null);
    }
  }

  /** A tool call and, once there, its output. {@code arguments} is JSON text. */
  record ToolCall(String id, String name, String arguments, @Nullable String output)
      implements Part {}

  /** Why the answer broke off or never came. */
  record Failure(FailureDetail detail) implements Part {}
}
