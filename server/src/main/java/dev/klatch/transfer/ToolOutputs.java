package dev.klatch.transfer;

import dev.klatch.provider.Part;
import java.util.List;

/** Brings what a tool gave back to the call that asked for it. */
final class ToolOutputs {
  private ToolOutputs() {}

  /** Completes the last call that has no output; without one, adds a call of the name. */
  static void attach(List<Part> parts, String output, String name) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof Part.ToolCall call && call.output() == null) {
        parts.set(i, new Part.ToolCall(call.id(), call.name(), call.arguments(), output));
        return;
      }
    }
    parts.add(new Part.ToolCall("call-" + parts.size(), name, "", output));
  }
}
