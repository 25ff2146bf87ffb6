package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/** A piece of a message's content. The union is closed: a new kind is a new record here. */
public sealed interface Part {
  /** Visible text. */
  record Text(String text) implements Part {}

  /** The model's thinking. */
  record Reasoning(String text) implements Part {}

  /** A tool call and, once there, its output. {@code arguments} is JSON text. */
  record ToolCall(String id, String name, String arguments, @Nullable String output)
      implements Part {}

  /** Why the answer broke off or never came. */
  record Failure(FailureDetail detail) implements Part {}
}
