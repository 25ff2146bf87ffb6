package dev.klatch.generation.journal;

import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. The union is closed; folding all events gives the answer.
 *
 * <p>Where several models answer side by side, each has a lane, from 0; one model alone has lane 0.
 */
public sealed interface RunEvent {
  /** Content kinds; each step of an answer has one. */
  public enum StepKind {
    TEXT,
    REASONING,
    TOOL_CALL
  }

  /**
   * A content part begins.
   *
   * @param index its place in the answer, from 0
   * @param lane who writes it
   * @param stepId unique id of the step
   * @param upstreamId the provider's id for what the step belongs to
   * @param at milliseconds since 1970
   */
  public record StepOpened(
      int index, int lane, String stepId, StepKind kind, String upstreamId, long at)
      implements RunEvent {}

  /** More visible text of an open text step. */
  public record TextAppended(int index, String text) implements RunEvent {}

  /** More thinking of an open reasoning step. */
  public record ReasoningAppended(int index, String text) implements RunEvent {}

  /** Names the tool call of an open tool step. */
  public record ToolCallNamed(int index, String callId, String name) implements RunEvent {}

  /** More argument text of an open tool step. */
  public record ToolArgumentsAppended(int index, String text) implements RunEvent {}

  /** A content part is complete, or was cut off. */
  public record StepClosed(int index, boolean completed, long at) implements RunEvent {}

  /** The conversation got a title. */
  public record Titled(String title) implements RunEvent {}

  /**
   * How much of the context window the prompt takes, estimated.
   *
   * @param promptTokens of all messages, instructions included
   * @param messageCount messages, instructions not included
   */
  public record ContextMeasured(
      int lane, int promptTokens, int instructionTokens, int contextTokens, int messageCount)
      implements RunEvent {}

  /** A failed attempt is going to be repeated. */
  public record Retrying(
      int lane,
      int attempt,
      int maxAttempts,
      long delayMillis,
      String kind,
      @Nullable Integer status,
      String message)
      implements RunEvent {}

  /** What waits for this run to end is this now. */
  record SteersChanged(List<Steer> waiting) implements RunEvent {}

  /** Token counts of the call. */
  public record UsageReported(int lane, TokenUsage usage) implements RunEvent {}

  /** The answer ends in a failure, told as a content part at {@code index}. */
  public record Failed(int index, int lane, FailureDetail detail) implements RunEvent {}

  /** The provider said why the answer ends. */
  public record Finished(int lane, String reason) implements RunEvent {}
}
