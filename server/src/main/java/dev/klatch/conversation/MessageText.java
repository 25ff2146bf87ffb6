package dev.klatch.conversation;

import dev.klatch.provider.Part;
import java.util.List;

/** What a message says, as plain text: the part that people read, search for and export. */
public final class MessageText {
  private MessageText() {}

  /** The words of a message, without thinking and tool calls. */
  public static String of(Message message) {
    return of(message.text(), message.parts());
  }

  static String of(String text, List<Part> parts) {
    StringBuilder all = new StringBuilder(text);
    for (Part part : parts) {
      if (part instanceof Part.Text words && !words.text().isEmpty()) {
        if (!all.isEmpty()) {
          all.append("\n\n");
        }
        all.append(words.text());
      }
    }
    return all.toString();
  }
}
