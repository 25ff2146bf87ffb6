package dev.klatch.generation.journal;

import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.Part;
import dev.klatch.provider.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of a run to the content of its answer. The only place that does: the saved
 * message, the snapshot for a resuming reader, the partial save and the recovery after a crash all
 * come from here. The result depends on nothing but the events, and not on the order in which the
 * events of different lanes came. Not safe for concurrent use.
 */
public final class RunFold {
  private final TreeMap<Integer, Slot> slots = new TreeMap<>();
  private final TreeMap<Integer, TokenUsage> usages = new TreeMap<>();
  private final TreeMap<Integer, String> finishReasons = new TreeMap<>();
  private final TreeMap<Integer, RunEvent.ContextMeasured> contexts = new TreeMap<>();
  private @Nullable String title;

  /** Folds all events of a run. */
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
          slot.closedAt = closed.at();
        }
      }
      case RunEvent.Failed failed -> slots.put(failed.index(), new Slot(failed));
      case RunEvent.UsageReported reported -> usages.put(reported.lane(), reported.usage());
      case RunEvent.Finished finished -> finishReasons.put(finished.lane(), finished.reason());
      case RunEvent.Titled titled -> title = titled.title();
      case RunEvent.ContextMeasured measured -> contexts.put(measured.lane(), measured);
      case RunEvent.Retrying ignored -> {}
      case RunEvent.SteersChanged ignored -> {}
    }
  }

  private void append(int index, String text) {
    Slot slot = slots.get(index);
    if (slot != null) {
      slot.text.append(text);
    }
  }

  /** The content so far. */
  public List<Part> parts() {
    return slots.values().stream().map(Slot::part).toList();
  }

  /** The content of one lane so far. */
  public List<Part> parts(int lane) {
    return slots.values().stream().filter(slot -> slot.lane == lane).map(Slot::part).toList();
  }

  /** The lane of each of {@link #parts}. */
  public List<Integer> lanes() {
    return slots.values().stream().map(slot -> slot.lane).toList();
  }

  /** The steps opened so far, in order of their index. */
  public List<RunEvent.StepOpened> steps() {
    List<RunEvent.StepOpened> steps = new ArrayList<>(slots.size());
    for (Slot slot : slots.values()) {
      if (slot.opened != null) {
        steps.add(slot.opened);
      }
    }
    return steps;
  }

  /** Index of the step that still takes text, or -1. */
  public int openIndex() {
    return slots.isEmpty() || !slots.lastEntry().getValue().isOpen() ? -1 : slots.lastKey();
  }

  /** Kind of the step at an index; null where there is none. */
  public RunEvent.@Nullable StepKind kindAt(int index) {
    Slot slot = slots.get(index);
    return slot == null || slot.opened == null ? null : slot.opened.kind();
  }

  /** The first index that is free. */
  public int nextIndex() {
    return slots.isEmpty() ? 0 : slots.lastKey() + 1;
  }

  /** Whether anything but empty parts and failures has arrived. */
  public boolean hasContent() {
    return slots.values().stream().anyMatch(Slot::hasContent);
  }

  /** The same of one lane. */
  public boolean hasContent(int lane) {
    return slots.values().stream().anyMatch(slot -> slot.lane == lane && slot.hasContent());
  }

  /** Tokens of all lanes together, or null when no lane told any. */
  public @Nullable TokenUsage usage() {
    return usages.values().stream().reduce(TokenUsage::plus).orElse(null);
  }

  /** Tokens of one lane, or null. */
  public @Nullable TokenUsage usage(int lane) {
    return usages.get(lane);
  }

  /** Why the first lane ended, or null when it broke off. */
  public @Nullable String finishReason() {
    return finishReasons.get(0);
  }

  /** How many lanes came to their end. */
  public int finishedLanes() {
    return finishReasons.size();
  }

  /** How many lanes ended in a failure. */
  public int failedLanes() {
    return (int) slots.values().stream().filter(slot -> slot.failure != null).count();
  }

  public @Nullable String title() {
    return title;
  }

  /** The measured prompt of each lane. */
  public List<RunEvent.ContextMeasured> contexts() {
    return List.copyOf(contexts.values());
  }

  /** One content part under construction. */
  private static final class Slot {
    private final RunEvent.@Nullable StepOpened opened;
    private final @Nullable FailureDetail failure;
    private final int lane;
    private final StringBuilder text = new StringBuilder();
    private @Nullable String callId;
    private @Nullable String callName;
    private @Nullable Long closedAt;

    Slot(RunEvent.StepOpened opened) {
      this.opened = opened;
      this.failure = null;
      this.lane = opened.lane();
    }

    Slot(RunEvent.Failed failed) {
      this.opened = null;
      this.failure = failed.detail();
      this.lane = failed.lane();
    }

    boolean isOpen() {
      return opened != null && closedAt == null;
    }

    boolean hasContent() {
      return !text.isEmpty() || callName != null;
    }

    /** Null while it goes on, and where it is not known: a part that was there before. */
    private @Nullable Long duration(RunEvent.StepOpened step) {
      return closedAt == null || closedAt <= step.at() ? null : closedAt - step.at();
    }

    Part part() {
      if (failure != null) {
        return new Part.Failure(failure);
      }
      RunEvent.StepOpened step = Objects.requireNonNull(opened);
      return switch (step.kind()) {
        case TEXT -> new Part.Text(text.toString());
        case REASONING -> new Part.Reasoning(text.toString(), duration(step));
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
