package dev.klatch.provider.simulator;

import java.util.List;
import java.util.Locale;

/** Writes a Markdown text about a question; the same question gets the same text. */
final class Essay {
  private static final int MAX_QUOTE = 160;
  private static final int LONG_SECTIONS = 14;

  private final String question;
  private final Behaviour behaviour;
  private final int seed;

  Essay(String question, Behaviour behaviour) {
    this.question = question;
    this.behaviour = behaviour;
    this.seed = Math.floorMod(question.hashCode(), 1_000);
  }

  String text() {
    String topic = topic(question);
    StringBuilder text = new StringBuilder();
    text.append("> **Simulated answer.** No model was asked; the built-in simulator (`")
        .append(behaviour.model())
        .append("`) wrote this.\n\n## About “")
        .append(topic)
        .append("”\n\n");
    List<String> sections = List.of(list(topic), table(), code(), math());
    if (behaviour == Behaviour.LONG) {
      for (int i = 0; i < LONG_SECTIONS; i++) {
        text.append("### Part ").append(i + 1).append("\n\n").append(prose(i));
        text.append(sections.get((seed + i) % sections.size()));
      }
    } else {
      text.append(prose(0));
      String lower = question.toLowerCase(Locale.ROOT);
      boolean all = lower.contains("markdown") || lower.contains("everything");
      for (int i = 0; i < (all ? sections.size() : 2); i++) {
        text.append(sections.get((chosen(lower) + i) % sections.size()));
      }
    }
    return text.append("Ask again with another model of the simulator to see other behaviours.")
        .toString();
  }

  /** The thoughts shown before an answer. */
  static String thoughts(String question) {
    return "The question is “"
        + topic(question)
        + "”. First I look at what it asks for. Then I choose the form: a short introduction and a"
        + " structured part. Nothing here was computed by a model, and the answer has to say so.";
  }

  private int chosen(String lower) {
    if (lower.contains("table")) {
      return 1;
    }
    if (lower.contains("code") || lower.contains("program")) {
      return 2;
    }
    return lower.contains("math") || lower.contains("formula") ? 3 : seed % 4;
  }

  private static String topic(String question) {
    String line = question.strip().replaceAll("\\s+", " ").replace('`', '\'');
    return line.length() <= MAX_QUOTE
        ? line
        : line.substring(
                0,
                line.offsetByCodePoints(
                    0, Math.min(MAX_QUOTE, line.codePointCount(0, line.length()))))
            + " …";
  }

  private String prose(int part) {
    return switch ((seed + part) % 3) {
      case 0 ->
          "A real model would now weigh what you wrote. This text only shows how an answer"
              + " *streams*, how it is **rendered** and how it is saved.\n\n";
      case 1 ->
          "Your message has "
              + question.length()
              + " characters. The pace, the length and the faults of this answer are those of the"
              + " chosen simulator model.\n\n";
      default ->
          "Everything you see went through the same path as a real answer: the request was written,"
              + " the reply was parsed, and both are in the wire record.\n\n";
    };
  }

  private String list(String topic) {
    return "1. **Restate** the question: "
        + topic
        + "\n2. **Split** it into parts\n   - what is known\n   - what is asked\n3. **Answer** each"
        + " part\n\n";
  }

  private String table() {
    int base = 10 + seed % 40;
    return "| Model | First token | Tokens per second |\n"
        + "|---|---:|---:|\n"
        + "| sim-chat | 300 ms | 40 |\n"
        + "| sim-slow | 2,000 ms | 8 |\n"
        + "| sample | "
        + base
        + " ms | "
        + base * 2
        + " |\n\n";
  }

  private String code() {
    return "```python\ndef answer(question: str) -> str:\n    \"\"\"Simulated, seed "
        + seed
        + ".\"\"\"\n    words = question.split()\n    return f\"{len(words)} words\"\n```\n\n";
  }

  private String math() {
    int n = 3 + seed % 7;
    return "The sum of the first $n$ numbers, for $n = "
        + n
        + "$:\n\n$$\\sum_{k=1}^{"
        + n
        + "} k = \\frac{"
        + n
        + " \\cdot "
        + (n + 1)
        + "}{2} = "
        + n * (n + 1) / 2
        + "$$\n\n";
  }
}
