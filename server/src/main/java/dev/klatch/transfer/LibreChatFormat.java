package dev.klatch.transfer;

import dev.klatch.conversation.Message;
import dev.klatch.conversation.PartCodec;
import dev.klatch.json.Json;
import dev.klatch.provider.Part;
import dev.klatch.transfer.ImportedMessage.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * LibreChat's export, which is ours too: {@code messages} with {@code parentMessageId}, flat or
 * with {@code children}. Also Chatbot UI's: {@code messages} with {@code role} and {@code content}.
 */
final class LibreChatFormat {
  private static final int MAX_SETTING = 32_768;
  private static final int MAX_TAGS = 100;
  private static final int MAX_NOTE = Message.Feedback.MAX_TEXT;
  private static final Pattern REASON = Pattern.compile("[a-z_]{1,40}");

  /** Parameters of models; what names agents, files, tools or addresses is not taken over. */
  private static final Set<String> SETTINGS =
      Set.of(
          "modelLabel",
          "chatGptLabel",
          "promptPrefix",
          "system",
          "temperature",
          "topP",
          "topK",
          "top_p",
          "frequency_penalty",
          "presence_penalty",
          "maxOutputTokens",
          "maxContextTokens",
          "max_tokens",
          "maxTokens",
          "stop",
          "reasoning_effort",
          "reasoning_summary",
          "verbosity",
          "effort",
          "thinking",
          "thinkingBudget",
          "promptCache",
          "resendFiles",
          "imageDetail");

  private LibreChatFormat() {}

  static ImportedMessage message(JsonNode node) {
    return node.has("role") && !node.has("messageId") ? byRole(node) : byId(node);
  }

  private static ImportedMessage byRole(JsonNode node) {
    String text = plain(node.path("content"));
    return switch (Json.text(node, "role", "")) {
      case "user" -> ImportedMessage.user(null, null, text, null);
      case "assistant" -> ImportedMessage.answer(null, null, "Assistant", texts(text), null, null);
      default -> ImportedMessage.hidden(null, null);
    };
  }

  private static ImportedMessage byId(JsonNode node) {
    boolean fromUser =
        Json.flag(node, "isCreatedByUser")
            || (!node.has("isCreatedByUser")
                && "user".equalsIgnoreCase(Json.text(node, "sender", "")));
    String parent = Json.text(node, "parentMessageId");
    String text = Json.text(node, "text", "");
    List<Part> parts = fromUser ? List.of() : parts(node, text);
    String words = fromUser && text.isBlank() ? plain(node.path("content")) : text;
    List<String> quotes = new ArrayList<>();
    node.path("quotes").forEach(q -> quotes.add(q.isString() ? q.stringValue() : ""));
    boolean nothing = fromUser ? words.isBlank() && quotes.isEmpty() : parts.isEmpty();
    return new ImportedMessage(
        Json.text(node, "messageId"),
        parent == null || parent.equals(Message.ROOT) ? null : parent,
        -1,
        nothing ? Kind.HIDDEN : fromUser ? Kind.USER : Kind.ANSWER,
        Json.text(node, "sender", fromUser ? "User" : "Assistant"),
        fromUser ? words : "",
        parts,
        Json.text(node, "endpoint"),
        Json.text(node, "model"),
        Json.flag(node, "unfinished"),
        Json.flag(node, "error"),
        Json.text(node, "finish_reason"),
        fromUser ? quotes.stream().filter(q -> !q.isBlank()).toList() : List.of(),
        new ImportedMessage.Facts(tokens(node), fromUser ? null : feedback(node.path("feedback"))),
        Times.of(node.get("createdAt")));
  }

  private static @Nullable Integer tokens(JsonNode node) {
    JsonNode count = node.path("tokenCount");
    boolean whole = count.isIntegralNumber() && count.canConvertToInt();
    return whole && count.intValue() >= 0 ? (Integer) count.intValue() : null;
  }

  /** What the reader thought; a reason in a form that is not known is left out. */
  private static Message.@Nullable Feedback feedback(JsonNode node) {
    String rating = Json.text(node, "rating", "");
    if (!rating.equals("thumbsUp") && !rating.equals("thumbsDown")) {
      return null;
    }
    JsonNode tag = node.path("tag");
    String reason = tag.isObject() ? Json.text(tag, "key") : Json.text(node, "tag");
    String note = Json.text(node, "text", "").strip();
    return new Message.Feedback(
        rating.equals("thumbsUp"),
        reason != null && REASON.matcher(reason).matches() ? reason : null,
        note.isEmpty() ? null : note.substring(0, Math.min(note.length(), MAX_NOTE)));
  }

  /** Names of bookmarks in a conversation's head. */
  static List<String> tags(JsonNode head) {
    List<String> tags = new ArrayList<>();
    for (JsonNode tag : head.path("tags")) {
      if (tag.isString() && tags.size() < MAX_TAGS) {
        tags.add(tag.stringValue());
      }
    }
    return tags;
  }

  private static List<Part> parts(JsonNode node, String text) {
    JsonNode content = node.path("content");
    if (!content.isArray() || content.isEmpty()) {
      return texts(text);
    }
    for (JsonNode part : content) {
      if (part instanceof ObjectNode object && object.path("text").isObject()) {
        object.put("text", Json.text(object.get("text"), "value", ""));
      }
    }
    List<Part> parts = PartCodec.fromJson(content);
    return parts.isEmpty() ? texts(text) : parts;
  }

  private static List<Part> texts(String text) {
    return text.isBlank() ? List.of() : List.of(new Part.Text(text));
  }

  private static String plain(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode part : content) {
      if (Json.text(part, "text") != null) {
        texts.add(Json.text(part, "text", ""));
      }
    }
    return String.join("\n\n", texts);
  }

  /** The parameters among an export's options. */
  static ObjectNode settings(@Nullable JsonNode options) {
    ObjectNode settings = Json.object();
    if (options != null && options.isObject()) {
      for (String name : SETTINGS) {
        JsonNode value = options.get(name);
        if (value != null && isSmall(value)) {
          settings.set(name, value);
        }
      }
    }
    return settings;
  }

  private static boolean isSmall(JsonNode value) {
    if (value.isArray()) {
      return value.size() <= 16 && value.valueStream().allMatch(JsonNode::isString);
    }
    return value.isNumber()
        || value.isBoolean()
        || (value.isString() && value.stringValue().length() <= MAX_SETTING);
  }
}
