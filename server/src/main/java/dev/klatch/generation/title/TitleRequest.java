package dev.klatch.generation.title;

import dev.klatch.json.Json;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a title is asked for and read, by the configured method. */
final class TitleRequest {
  private static final int MAX_LENGTH = 120;
  private static final Pattern THINKING = Pattern.compile("(?s)<think>.*?(</think>|$)");

  private TitleRequest() {}

  /**
   * @param method {@code completion} asks for plain text, {@code functions} and {@code structured}
   *     for JSON by a schema
   */
  static ChatRequest of(String model, String method, String prompt) {
    Map<String, JsonNode> parameters = new HashMap<>();
    if (!method.equals("completion")) {
      parameters.put("response_format", schema());
    }
    return new ChatRequest(
        model, List.of(ChatMessage.of(ChatMessage.Role.USER, prompt)), parameters, false);
  }

  private static ObjectNode schema() {
    ObjectNode format = Json.object().put("type", "json_schema");
    ObjectNode schema = format.putObject("json_schema").put("name", "title").put("strict", true);
    ObjectNode body = schema.putObject("schema").put("type", "object");
    body.putObject("properties").putObject("title").put("type", "string");
    body.putArray("required").add("title");
    body.put("additionalProperties", false);
    return format;
  }

  /** The title in an answer: without thinking, JSON wrapping, quotation marks and line breaks. */
  static String clean(String answer) {
    String text = THINKING.matcher(answer).replaceAll("").strip();
    if (text.startsWith("{")) {
      try {
        text = Json.text(Json.parse(text), "title", text);
      } catch (JacksonException e) {
        // Not JSON after all: the text itself is the title.
        text = text.strip();
      }
    }
    text = text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
    text = text.replaceAll("^#+\\s*", "").replaceAll("^(?i)title:\\s*", "");
    text = text.replaceAll("^[\"'“”«»*]+|[\"'“”«»*.]+$", "").strip();
    return text.codePointCount(0, text.length()) <= MAX_LENGTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH));
  }
}
