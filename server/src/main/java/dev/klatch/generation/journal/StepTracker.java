package dev.klatch.generation.journal;

import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.StreamPart;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parts of a model's stream into events, opening a step whenever the kind of content
 * changes: clients drop a delta of another kind at a known index. Belongs to one lane's thread.
 */
public final class StepTracker {
  private final LongSupplier clock;
  private final IntSupplier nextIndex;
  private final int lane;
  private int openIndex = -1;
  private RunEvent.@Nullable StepKind openKind;
  private int openToolIndex = -1;
  private String upstreamId = "";
  private String heldBack = "";

  /**
   * @param clock milliseconds since 1970
   * @param nextIndex gives free indices of the content, which the lanes of a run share
   * @param lane whose steps these are
   */
  public StepTracker(LongSupplier clock, IntSupplier nextIndex, int lane) {
    this.clock = clock;
    this.nextIndex = nextIndex;
    this.lane = lane;
  }

  /** Lets more text go into the part at an index: an answer that is continued. */
  public void resume(int index, RunEvent.StepKind kind) {
    openIndex = index;
    openKind = kind;
  }

  /** Adds the events for one stream part. */
  public void translate(StreamPart part, List<RunEvent> out) {
    switch (part) {
      case StreamPart.Start start -> upstreamId = start.responseId();
      case StreamPart.TextDelta delta -> {
        open(RunEvent.StepKind.TEXT, out);
        String text = whole(delta.text());
        if (!text.isEmpty()) {
          out.add(new RunEvent.TextAppended(openIndex, text));
        }
      }
      case StreamPart.ReasoningDelta delta -> {
        open(RunEvent.StepKind.REASONING, out);
        String text = whole(delta.text());
        if (!text.isEmpty()) {
          out.add(new RunEvent.ReasoningAppended(openIndex, text));
        }
      }
      case StreamPart.ToolCallDelta delta -> toolCall(delta, out);
      case StreamPart.Usage usage -> out.add(new RunEvent.UsageReported(lane, usage.usage()));
      case StreamPart.Retry retry -> out.add(retrying(retry));
      case StreamPart.Finish finish -> {
        close(true, out);
        out.add(new RunEvent.Finished(lane, finish.reason()));
      }
    }
  }

  /**
   * The text with what was held back before it. Providers cut characters outside the basic plane in
   * two: the first half waits for the second, for alone it has no bytes.
   */
  private String whole(String delta) {
    String text = heldBack.isEmpty() ? delta : heldBack + delta;
    int last = text.length() - 1;
    if (last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
      heldBack = text.substring(last);
      return repaired(text.substring(0, last));
    }
    heldBack = "";
    return repaired(text);
  }

  /** Halves without their other half become the replacement character. */
  private static String repaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private RunEvent retrying(StreamPart.Retry retry) {
    return new RunEvent.Retrying(
        lane,
        retry.attempt(),
        retry.maxAttempts(),
        retry.delayMillis(),
        retry.cause().kind().wireName(),
        retry.cause().status(),
        String.valueOf(retry.cause().getMessage()));
  }

  private void toolCall(StreamPart.ToolCallDelta delta, List<RunEvent> out) {
    if (openKind != RunEvent.StepKind.TOOL_CALL || openToolIndex != delta.index()) {
      close(true, out);
      open(RunEvent.StepKind.TOOL_CALL, out);
      openToolIndex = delta.index();
    }
    String name = delta.name();
    if (name != null) {
      String id = delta.id();
      out.add(new RunEvent.ToolCallNamed(openIndex, id == null ? "" : id, name));
    }
    if (!delta.arguments().isEmpty()) {
      out.add(new RunEvent.ToolArgumentsAppended(openIndex, repaired(delta.arguments())));
    }
  }

  private void open(RunEvent.StepKind kind, List<RunEvent> out) {
    if (openKind == kind) {
      return;
    }
    close(true, out);
    openIndex = nextIndex.getAsInt();
    openKind = kind;
    String stepId = "step_" + UUID.randomUUID();
    out.add(new RunEvent.StepOpened(openIndex, lane, stepId, kind, upstreamId, clock.getAsLong()));
  }

  /** Closes the open step, if any. */
  public void close(boolean completed, List<RunEvent> out) {
    if (openKind != null) {
      out.add(new RunEvent.StepClosed(openIndex, completed, clock.getAsLong()));
      openKind = null;
      openToolIndex = -1;
      heldBack = "";
    }
  }

  /** The event of a failure, which takes an index of its own. */
  public RunEvent failed(FailureDetail detail) {
    return new RunEvent.Failed(nextIndex.getAsInt(), lane, detail);
  }
}
