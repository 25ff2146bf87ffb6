package dev.klatch.provider;

import java.util.List;

/** One message of the prompt. */
public record ChatMessage(Role role, List<Part> parts) {
  /** Who speaks. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
  }

  public ChatMessage {
    parts = List.copyOf(parts);
  }

  public static ChatMessage of(Role role, String text) {
    return new ChatMessage(role, List.of(new Part.Text(text)));
  }

  /** The visible text of all text parts, joined. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text t) {
        text.append(t.text());
      }
    }
    return text.toString();
  }
}
