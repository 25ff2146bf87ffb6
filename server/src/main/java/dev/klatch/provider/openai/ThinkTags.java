package dev.klatch.provider.openai;

import dev.klatch.provider.StreamPart;
import java.util.List;

/**
 * Separates thoughts that a model writes into its visible text between {@code <think>} tags, as
 * open reasoning models do on servers that do not parse them. Only tags at the very start count.
 */
final class ThinkTags {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum State {
    START,
    THINKING,
    BEFORE_ANSWER,
    ANSWER
  }

  private State state = State.START;

  /** Text not yet told apart from a tag. */
  private final StringBuilder held = new StringBuilder();

  /** Adds the parts that more visible text amounts to. */
  void feed(String text, List<StreamPart> parts) {
    if (state == State.ANSWER) {
      addText(text, parts);
      return;
    }
    held.append(text);
    if (state == State.START) {
      start(parts);
    }
    if (state == State.THINKING) {
      thinking(parts);
    }
    if (state == State.BEFORE_ANSWER) {
      beforeAnswer(parts);
    }
  }

  /** Adds what was held back when the stream ends. */
  void end(List<StreamPart> parts) {
    String rest = held.toString();
    held.setLength(0);
    if (state == State.THINKING) {
      addReasoning(rest, parts);
    } else if (state != State.BEFORE_ANSWER) {
      addText(rest, parts);
    }
    state = State.ANSWER;
  }

  private void start(List<StreamPart> parts) {
    int begin = 0;
    while (begin < held.length() && Character.isWhitespace(held.charAt(begin))) {
      begin++;
    }
    int length = held.length() - begin;
    String head = held.substring(begin, begin + Math.min(length, OPEN.length()));
    if (head.equals(OPEN)) {
      held.delete(0, begin + OPEN.length());
      state = State.THINKING;
    } else if (!OPEN.startsWith(head)) {
      flush(parts);
    }
  }

  private void thinking(List<StreamPart> parts) {
    int close = held.indexOf(CLOSE);
    if (close >= 0) {
      addReasoning(held.substring(0, close), parts);
      held.delete(0, close + CLOSE.length());
      state = State.BEFORE_ANSWER;
      return;
    }
    int safe = held.length() - partialClose();
    addReasoning(held.substring(0, safe), parts);
    held.delete(0, safe);
  }

  /** How many characters at the end may be the beginning of the closing tag. */
  private int partialClose() {
    for (int n = Math.min(CLOSE.length() - 1, held.length()); n > 0; n--) {
      if (CLOSE.startsWith(held.substring(held.length() - n))) {
        return n;
      }
    }
    return 0;
  }

  private void beforeAnswer(List<StreamPart> parts) {
    int begin = 0;
    while (begin < held.length() && Character.isWhitespace(held.charAt(begin))) {
      begin++;
    }
    held.delete(0, begin);
    if (!held.isEmpty()) {
      flush(parts);
    }
  }

  private void flush(List<StreamPart> parts) {
    addText(held.toString(), parts);
    held.setLength(0);
    state = State.ANSWER;
  }

  private static void addText(String text, List<StreamPart> parts) {
    if (!text.isEmpty()) {
      parts.add(new StreamPart.TextDelta(text));
    }
  }

  private static void addReasoning(String text, List<StreamPart> parts) {
    if (!text.isEmpty()) {
      parts.add(new StreamPart.ReasoningDelta(text));
    }
  }
}
