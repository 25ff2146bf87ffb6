package dev.klatch.generation.journal;

import dev.klatch.provider.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Content an answer starts with, told as events: so that one fold makes the whole answer. */
public final class Prefixes {
  private Prefixes() {}

  /**
   * Events that build the parts.
   *
   * @param lastStaysOpen whether more text may go into the last part
   */
  public static List<RunEvent> events(List<Part> parts, boolean lastStaysOpen, long at) {
    List<RunEvent> events = new ArrayList<>();
    int index = 0;
    for (Part part : parts) {
      String step = "step_" + UUID.randomUUID();
      switch (part) {
        case Part.Text text -> {
          events.add(opened(index, step, RunEvent.StepKind.TEXT, at));
          events.add(new RunEvent.TextAppended(index, text.text()));
        }
        case Part.Reasoning reasoning -> {
          Long took = reasoning.durationMillis();
          events.add(
              opened(index, step, RunEvent.StepKind.REASONING, took == null ? at : at - took));
          events.add(new RunEvent.ReasoningAppended(index, reasoning.text()));
        }
        case Part.ToolCall call -> {
          events.add(opened(index, step, RunEvent.StepKind.TOOL_CALL, at));
          events.add(new RunEvent.ToolCallNamed(index, call.id(), call.name()));
          events.add(new RunEvent.ToolArgumentsAppended(index, call.arguments()));
        }
        case Part.Image ignored -> {
          // Pictures are in questions; no answer begins with one.
          continue;
        }
        case Part.Failure ignored -> {
          // What broke off before is what is being continued now.
          continue;
        }
      }
      boolean last = index == parts.size() - 1 || parts.get(index + 1) instanceof Part.Failure;
      if (!(last && lastStaysOpen && part instanceof Part.Text)) {
        events.add(new RunEvent.StepClosed(index, true, at));
      }
      index++;
    }
    return events;
  }

  private static RunEvent opened(int index, String step, RunEvent.StepKind kind, long at) {
    return new RunEvent.StepOpened(index, 0, step, kind, "", at);
  }
}
