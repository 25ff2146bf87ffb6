package dev.klatch.transfer;

import dev.klatch.json.Json;
import dev.klatch.provider.Part;
import dev.klatch.transfer.ImportedMessage.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** ChatGPT's export: {@code mapping} from ids to nodes with a message, parent and children. */
final class ChatGptFormat {
  private static final String SENDER = "ChatGPT";

  private ChatGptFormat() {}

  static ImportedMessage message(String key, JsonNode node) {
    String parent = Json.text(node, "parent");
    JsonNode message = node.path("message");
    JsonNode content = message.path("content");
    String role = Json.text(message.path("author"), "role", "");
    Instant at = Times.of(message.get("create_time"));
    if (!message.isObject() || Json.flag(message.path("metadata"), HIDDEN_MARK)) {
      return ImportedMessage.hidden(key, parent);
    }
    return switch (role) {
      case "user" -> {
        String text = text(content);
        yield text.isBlank()
            ? ImportedMessage.hidden(key, parent)
            : ImportedMessage.user(key, parent, text, at);
      }
      case "assistant" -> {
        List<Part> parts = parts(key, message, content);
        yield parts.isEmpty()
            ? ImportedMessage.hidden(key, parent)
            : ImportedMessage.answer(key, parent, SENDER, parts, model(message), at);
      }
      case "tool" -> {
        String output = text(content);
        String name = Json.text(message.path("author"), "name", "tool");
        Part call = new Part.ToolCall(key, name, "", output);
        yield output.isBlank()
            ? ImportedMessage.hidden(key, parent)
            : ImportedMessage.answer(key, parent, SENDER, List.of(call), null, at).as(Kind.TOOL);
      }
      default -> ImportedMessage.hidden(key, parent);
    };
  }

  private static final String HIDDEN_MARK = "is_visually_hidden_from_conversation";

  private static @Nullable String model(JsonNode message) {
    return Json.text(message.path("metadata"), "model_slug");
  }

  private static List<Part> parts(String key, JsonNode message, JsonNode content) {
    String type = Json.text(content, "content_type", "text");
    if (type.equals("thoughts")) {
      StringBuilder thoughts = new StringBuilder();
      for (JsonNode thought : content.path("thoughts")) {
        if (!thoughts.isEmpty()) {
          thoughts.append("\n\n");
        }
        thoughts.append(Json.text(thought, "content", Json.text(thought, "summary", "")));
      }
      return thoughts.isEmpty() ? List.of() : List.of(new Part.Reasoning(thoughts.toString()));
    }
    if (type.equals("reasoning_recap")) {
      return List.of();
    }
    String text = text(content);
    if (text.isBlank()) {
      return List.of();
    }
    String recipient = Json.text(message, "recipient", "all");
    return recipient.equals("all")
        ? List.of(new Part.Text(text))
        : List.of(new Part.ToolCall(key, recipient, text, null));
  }

  /** All texts of a content; what is no text, such as an image, is named in brackets. */
  private static String text(JsonNode content) {
    List<String> texts = new ArrayList<>();
    for (JsonNode part : content.path("parts")) {
      if (part.isString()) {
        texts.add(part.stringValue());
      } else if (part.isObject()) {
        String type = Json.text(part, "content_type", "attachment");
        String words = Json.text(part, "text");
        texts.add(words == null ? "[" + type.replace("_asset_pointer", "") + "]" : words);
      }
    }
    for (String field : new String[] {"text", "result", "content"}) {
      String value = Json.text(content, field);
      if (value != null) {
        texts.add(value);
      }
    }
    return String.join("\n\n", texts.stream().filter(t -> !t.isBlank()).toList());
  }
}
