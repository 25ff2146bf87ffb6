package dev.klatch.transfer;

import dev.klatch.json.Json;
import dev.klatch.provider.Part;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Claude's export: {@code chat_messages} in order, with content blocks. */
final class ClaudeFormat {
  private static final String SENDER = "Claude";

  /** Claude's own sign for "no parent". */
  private static final String NO_PARENT = "00000000-0000-4000-8000-000000000000";

  private ClaudeFormat() {}

  static ImportedMessage message(JsonNode node) {
    String id = Json.text(node, "uuid");
    String named = Json.text(node, "parent_message_uuid");
    String parent = NO_PARENT.equals(named) ? null : named;
    if ("human".equals(Json.text(node, "sender"))) {
      String text = text(node);
      return text.isBlank()
          ? ImportedMessage.hidden(id, parent)
          : ImportedMessage.user(id, parent, text, Times.of(node.get("created_at")));
    }
    List<Part> parts = parts(node);
    return parts.isEmpty()
        ? ImportedMessage.hidden(id, parent)
        : ImportedMessage.answer(id, parent, SENDER, parts, null, Times.of(node.get("created_at")));
  }

  private static String text(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode block : node.path("content")) {
      if ("text".equals(Json.text(block, "type"))) {
        texts.add(Json.text(block, "text", ""));
      }
    }
    if (texts.stream().allMatch(String::isBlank)) {
      texts.add(Json.text(node, "text", ""));
    }
    for (JsonNode attachment : node.path("attachments")) {
      String content = Json.text(attachment, "extracted_content", "");
      String name = Json.text(attachment, "file_name", "file");
      texts.add("[" + name + "]" + (content.isBlank() ? "" : "\n" + content));
    }
    for (JsonNode file : node.path("files")) {
      texts.add("[" + Json.text(file, "file_name", "file") + "]");
    }
    return String.join("\n\n", texts.stream().filter(t -> !t.isBlank()).toList());
  }

  private static List<Part> parts(JsonNode node) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode block : node.path("content")) {
      switch (Json.text(block, "type", "")) {
        case "text" -> addText(parts, Json.text(block, "text", ""));
        case "thinking" -> {
          String thinking = Json.text(block, "thinking", "");
          if (!thinking.isBlank()) {
            parts.add(new Part.Reasoning(thinking));
          }
        }
        case "tool_use" ->
            parts.add(
                new Part.ToolCall(
                    Json.text(block, "id", "call-" + parts.size()),
                    Json.text(block, "name", "tool"),
                    block.path("input").isMissingNode() ? "" : Json.write(block.get("input")),
                    null));
        case "tool_result" -> ToolOutputs.attach(parts, resultText(block), "tool");
        default -> {
          // Kinds of blocks that say nothing a person reads.
        }
      }
    }
    if (parts.isEmpty()) {
      addText(parts, Json.text(node, "text", ""));
    }
    return parts;
  }

  private static void addText(List<Part> parts, String text) {
    if (!text.isBlank()) {
      parts.add(new Part.Text(text));
    }
  }

  private static String resultText(JsonNode block) {
    JsonNode content = block.path("content");
    if (content.isString()) {
      return content.stringValue();
    }
    List<String> texts = new ArrayList<>();
    content.forEach(piece -> texts.add(Json.text(piece, "text", "")));
    return String.join("\n", texts).strip();
  }
}
