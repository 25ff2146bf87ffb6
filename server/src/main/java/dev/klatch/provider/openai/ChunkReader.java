package dev.klatch.provider.openai;

import dev.klatch.json.Json;
import dev.klatch.provider.StreamPart;
import dev.klatch.provider.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Reads the JSON of an answer, chunk by chunk or in one piece, into stream parts. Walks the tokens:
 * this is the hot path.
 */
final class ChunkReader {
  private final ThinkTags tags = new ThinkTags();
  private final @Nullable String configuredReasoningField;
  private @Nullable String reasoningField;
  private boolean started;
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable String finishReason;
  private @Nullable TokenUsage usage;
  private @Nullable JsonNode error;
  private boolean hasContent;

  ChunkReader(@Nullable String reasoningField) {
    this.configuredReasoningField = reasoningField;
  }

  @Nullable String finishReason() {
    return finishReason;
  }

  @Nullable TokenUsage usage() {
    return usage;
  }

  /** The error object the provider sent in place of a chunk, or null. */
  @Nullable JsonNode error() {
    return error;
  }

  /** Whether anything of an answer came: text, thoughts, a tool call. */
  boolean hasContent() {
    return hasContent;
  }

  /**
   * Adds the parts of one or more JSON objects.
   *
   * @throws JacksonException when they are malformed
   */
  void read(byte[] data, int offset, int length, List<StreamPart> parts) {
    int before = parts.size();
    try (JsonParser parser = Json.MAPPER.createParser(data, offset, length)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token == JsonToken.START_OBJECT) {
          object(parser, parts);
        } else if (token == JsonToken.START_ARRAY) {
          // Google's servers wrap an error in an array.
          JsonNode array = parser.readValueAsTree();
          error = array.isEmpty() ? array : array.get(0);
        }
      }
    }
    hasContent |= parts.size() > before;
    start(parts, before);
  }

  /** Adds what was held back when the answer is complete. */
  void end(List<StreamPart> parts) {
    int before = parts.size();
    tags.end(parts);
    hasContent |= parts.size() > before;
  }

  private void start(List<StreamPart> parts, int index) {
    if (!started && id != null) {
      started = true;
      parts.add(index, new StreamPart.Start(id, model));
    }
  }

  private void object(JsonParser parser, List<StreamPart> parts) {
    boolean known = false;
    String message = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "choices" -> {
          known = true;
          choices(parser, value, parts);
        }
        case "id" -> id = id == null ? text(parser, value) : id;
        case "model" -> model = model == null ? text(parser, value) : model;
        case "usage", "x_groq" -> {
          known = true;
          usage(parser, value);
        }
        case "error" -> {
          known = true;
          error(parser, value);
        }
        case "message", "detail" -> message = text(parser, value);
        default -> parser.skipChildren();
      }
    }
    if (!known && message != null) {
      // Mistral and several proxies: {"object":"error","message":...}, {"detail":...}.
      error = Json.object().put("message", message);
    }
  }

  private void error(JsonParser parser, JsonToken value) {
    if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
      error = parser.readValueAsTree();
    } else if (value == JsonToken.VALUE_STRING) {
      error = Json.object().put("message", parser.getString());
    }
  }

  private void usage(JsonParser parser, JsonToken value) {
    if (value == JsonToken.START_OBJECT) {
      JsonNode node = parser.readValueAsTree();
      TokenUsage read = UsageFields.read(node.has("usage") ? node.get("usage") : node);
      usage = read == null ? usage : read;
    }
  }

  private void choices(JsonParser parser, JsonToken value, List<StreamPart> parts) {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    JsonToken item;
    while ((item = parser.nextToken()) != JsonToken.END_ARRAY && item != null) {
      if (item == JsonToken.START_OBJECT) {
        choice(parser, parts);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void choice(JsonParser parser, List<StreamPart> parts) {
    int index = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : 0;
        case "delta", "message" -> {
          if (value == JsonToken.START_OBJECT && index == 0) {
            delta(parser, parts);
          } else {
            parser.skipChildren();
          }
        }
        case "text" -> content(parser, value, parts);
        case "finish_reason" -> {
          String reason = text(parser, value);
          finishReason = reason == null || reason.isEmpty() ? finishReason : reason;
        }
        case "error" -> error(parser, value);
        default -> parser.skipChildren();
      }
    }
  }

  private void delta(JsonParser parser, List<StreamPart> parts) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "content", "refusal" -> content(parser, value, parts);
        case "reasoning_content", "reasoning" -> reasoning(name, parser, value, parts);
        case "tool_calls" -> ToolCallFields.read(parser, value, parts);
        default -> parser.skipChildren();
      }
    }
  }

  private void content(JsonParser parser, JsonToken value, List<StreamPart> parts) {
    if (value == JsonToken.VALUE_STRING) {
      String text = parser.getString();
      if (!text.isEmpty()) {
        tags.feed(text, parts);
      }
    } else if (value == JsonToken.START_ARRAY) {
      contentList(parser.readValueAsTree(), parts);
    } else {
      parser.skipChildren();
    }
  }

  /** Mistral's reasoning models send content as a list of text and thinking pieces. */
  private void contentList(JsonNode list, List<StreamPart> parts) {
    for (JsonNode piece : list) {
      String text = Json.text(piece, "text", "");
      if (!text.isEmpty()) {
        tags.feed(text, parts);
      }
      JsonNode thinking = piece.get("thinking");
      if (thinking != null && thinking.isArray()) {
        for (JsonNode thought : thinking) {
          addReasoning(Json.text(thought, "text", ""), parts);
        }
      } else if (thinking != null && thinking.isString()) {
        addReasoning(thinking.stringValue(), parts);
      }
    }
  }

  private void reasoning(String field, JsonParser parser, JsonToken value, List<StreamPart> parts) {
    if (value != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return;
    }
    String text = parser.getString();
    if (text.isEmpty() || !isReasoningField(field)) {
      return;
    }
    addReasoning(text, parts);
  }

  /** Some gateways send the same thoughts under both names: take one of them. */
  private boolean isReasoningField(String field) {
    if (reasoningField == null) {
      reasoningField = configuredReasoningField == null ? field : configuredReasoningField;
    }
    return field.equals(reasoningField);
  }

  private static void addReasoning(String text, List<StreamPart> parts) {
    if (!text.isEmpty()) {
      parts.add(new StreamPart.ReasoningDelta(text));
    }
  }

  private static @Nullable String text(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    return null;
  }
}
