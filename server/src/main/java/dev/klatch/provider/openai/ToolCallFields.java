package dev.klatch.provider.openai;

import dev.klatch.json.Json;
import dev.klatch.provider.StreamPart;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads {@code tool_calls}; rare enough for a tree. */
final class ToolCallFields {
  private ToolCallFields() {}

  static void read(JsonParser parser, JsonToken value, List<StreamPart> parts) {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    int position = 0;
    for (JsonNode call : parser.<JsonNode>readValueAsTree()) {
      JsonNode index = call.get("index");
      JsonNode function = call.path("function");
      JsonNode arguments = function.get("arguments");
      String text =
          arguments == null || arguments.isNull()
              ? ""
              : arguments.isString() ? arguments.stringValue() : Json.write(arguments);
      parts.add(
          new StreamPart.ToolCallDelta(
              index != null && index.isInt() ? index.intValue() : position,
              Json.text(call, "id"),
              Json.text(function, "name"),
              text));
      position++;
    }
  }
}
