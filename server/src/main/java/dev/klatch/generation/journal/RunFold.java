package dev.klatch.generation.journal;

import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.Part;
import dev.klatch.provider.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of a run to the content of its answer. The only place that does: the saved
 * message, the snapshot for a resuming reader, the partial save and the recovery after a crash all
 * come from here. The result depends on nothing but the events. Not safe for concurrent use.
 */
public final class RunFold {
  private final TreeMap<Integer, Slot> slots = new TreeMap<>();
  private @Nullable TokenUsage usage;
  private @Nullable String finishReason;
  private @Nullable FailureDetail failure;
  private @Nullable String title;
  private RunEvent.@Nullable ContextMeasured context;

  /** Starts with content that was there before, as when an answer is continued. */
  public static RunFold of(List<RunEvent> events) {
    RunFold fold = new RunFold();
    events.forEach(fold::apply);
    return fold;
  }

  public void apply(RunEvent event) {
    switch (event) {
      case RunEvent.StepOpened opened -> slots.put(opened.index(), new Slot(opened));
      case RunEvent.TextAppended text -> append(text.index(), text.text());
      case RunEvent.ReasoningAppended text -> append(text.index(), text.text());
      case RunEvent.ToolArgumentsAppended text -> append(text.index(), text.text());
      case RunEvent.ToolCallNamed named -> {
        Slot slot = slots.get(named.index());
        if (slot != null) {
          slot.callId = named.callId();
          slot.callName = named.name();
        }
      }
      case RunEvent.StepClosed closed -> {
        Slot slot = slots.get(closed.index());
        if (slot != null) {
          slot.closed = true;
        }
      }
      case RunEvent.Failed failed -> failure = failed.detail();
      case RunEvent.UsageReported reported -> usage = reported.usage();
      case RunEvent.Finished finished -> finishReason = finished.reason();
      case RunEvent.Titled titled -> title = titled.title();
      case RunEvent.ContextMeasured measured -> context = measured;
      case RunEvent.Retrying ignored -> {}
    }
  }

  private void append(int index, String text) {
    Slot slot = slots.get(index);
    if (slot != null) {
      slot.text.append(text);
    }
  }

  /** The content so far; a failure is its last part. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>(slots.size() + 1);
    for (Slot slot : slots.values()) {
      parts.add(slot.part());
    }
    if (failure != null) {
      parts.add(new Part.Failure(failure));
    }
    return parts;
  }

  /** The steps opened so far, in order of their index. */
  public List<RunEvent.StepOpened> steps() {
    List<RunEvent.StepOpened> steps = new ArrayList<>(slots.size());
    for (Slot slot : slots.values()) {
      steps.add(slot.opened);
    }
    return steps;
  }

  /** Index of the step that still takes text, or -1. */
  public int openIndex() {
    return slots.isEmpty() || slots.lastEntry().getValue().closed ? -1 : slots.lastKey();
  }

  /** Kind of the step at an index. */
  public RunEvent.@Nullable StepKind kindAt(int index) {
    Slot slot = slots.get(index);
    return slot == null ? null : slot.opened.kind();
  }

  /** The first index that is free. */
  public int nextIndex() {
    return slots.isEmpty() ? 0 : slots.lastKey() + 1;
  }

  /** Whether anything but empty parts has arrived. */
  public boolean hasContent() {
    for (Slot slot : slots.values()) {
      if (!slot.text.isEmpty() || slot.callName != null) {
        return true;
      }
    }
    return false;
  }

  public @Nullable TokenUsage usage() {
    return usage;
  }

  public @Nullable String finishReason() {
    return finishReason;
  }

  public @Nullable FailureDetail failure() {
    return failure;
  }

  public @Nullable String title() {
    return title;
  }

  public RunEvent.@Nullable ContextMeasured context() {
    return context;
  }

  /** One content part under construction. */
  private static final class Slot {
    private final RunEvent.StepOpened opened;
    private final StringBuilder text = new StringBuilder();
    private @Nullable String callId;
    private @Nullable String callName;
    private boolean closed;

    Slot(RunEvent.StepOpened opened) {
      this.opened = opened;
    }

    Part part() {
      return switch (opened.kind()) {
        case TEXT -> new Part.Text(text.toString());
        case REASONING -> new Part.Reasoning(text.toString());
        case TOOL_CALL ->
            new Part.ToolCall(
                callId == null ? "" : callId,
                callName == null ? "" : callName,
                text.toString(),
                null);
      };
    }
  }
}
