package dev.klatch.agent;

import dev.klatch.http.AppException;
import dev.klatch.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes what belongs to an agent out of a request, and refuses what cannot be. */
final class DefinitionCheck {
  private static final int MAX_ITEMS = 200;
  private static final int MAX_ITEM_LENGTH = 4_000;
  private static final int MAX_OBJECT_LENGTH = 100_000;

  /** What the value of a field must be. */
  private enum Kind {
    TEXT("string"),
    TEXTS("array"),
    LIST("array"),
    OBJECT("object"),
    FLAG("boolean"),
    NUMBER("number");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    boolean fits(JsonNode value) {
      return switch (this) {
        case TEXT -> value.isString();
        case TEXTS, LIST -> value.isArray();
        case OBJECT -> value.isObject();
        case FLAG -> value.isBoolean();
        case NUMBER -> value.isNumber();
      };
    }
  }

  private record Field(Kind kind, int maxLength) {}

  private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

  static {
    text("name", 256);
    text("description", 4_000);
    text("instructions", 200_000);
    text("additional_instructions", 50_000);
    text("provider", 256);
    text("model", 256);
    text("category", 64);
    text("artifacts", 64);
    text("memory_scope", 32);
    text("stateful_code_environment", 32);
    others(Kind.OBJECT, "model_parameters", "support_contact", "tool_options", "tool_resources");
    others(Kind.OBJECT, "subagents");
    others(Kind.TEXTS, "conversation_starters", "tools", "agent_ids", "skills");
    others(Kind.LIST, "edges", "tool_kwargs");
    others(Kind.FLAG, "stateful_code_sessions", "skills_enabled", "hide_sequential_outputs");
    others(Kind.FLAG, "end_after_tools");
    others(Kind.NUMBER, "recursion_limit");
  }

  private final List<Map<String, Object>> faults = new ArrayList<>();

  private static void text(String name, int maxLength) {
    FIELDS.put(name, new Field(Kind.TEXT, maxLength));
  }

  private static void others(Kind kind, String... names) {
    for (String name : names) {
      FIELDS.put(name, new Field(kind, MAX_OBJECT_LENGTH));
    }
  }

  /**
   * The whole of a new agent.
   *
   * @throws AppException 400 with a detail for each field that cannot be
   */
  static Definition whole(JsonNode body) {
    DefinitionCheck check = new DefinitionCheck();
    ObjectNode fields = check.known(body);
    for (String required : List.of("provider", "model")) {
      if (Json.text(fields, required, "").isBlank()) {
        check.fault("invalid_type", required, "Required");
      }
    }
    check.end();
    return new Definition(Json.object()).with(fields);
  }

  /**
   * Changes of an agent; a null clears its field, and the avatar can only be cleared.
   *
   * @throws AppException 400 as above
   */
  static ObjectNode changes(JsonNode body) {
    DefinitionCheck check = new DefinitionCheck();
    ObjectNode fields = check.known(body);
    for (String required : List.of("provider", "model")) {
      if (fields.has(required) && Json.text(fields, required, "").isBlank()) {
        check.fault("too_small", required, "It cannot be empty.");
      }
    }
    check.end();
    if (body.has("avatar") && body.get("avatar").isNull()) {
      fields.putNull("avatar");
    }
    return fields;
  }

  private ObjectNode known(JsonNode body) {
    ObjectNode fields = Json.object();
    FIELDS.forEach(
        (name, field) -> {
          JsonNode value = body.get(name);
          if (value == null) {
            return;
          }
          if (!value.isNull()) {
            check(name, field, value);
          }
          fields.set(name, value);
        });
    return fields;
  }

  private void check(String name, Field field, JsonNode value) {
    if (!field.kind().fits(value)) {
      fault("invalid_type", name, "Expected " + field.kind().word);
      return;
    }
    int length =
        field.kind() == Kind.TEXT ? value.stringValue().length() : Json.write(value).length();
    if (length > field.maxLength()) {
      fault("too_big", name, "At most " + field.maxLength() + " characters");
    }
    if (value.isArray() && value.size() > MAX_ITEMS) {
      fault("too_big", name, "At most " + MAX_ITEMS + " entries");
    }
    if (field.kind() == Kind.TEXTS) {
      for (JsonNode item : value) {
        if (!item.isString() || item.stringValue().length() > MAX_ITEM_LENGTH) {
          fault("invalid_type", name, "Expected strings of up to " + MAX_ITEM_LENGTH);
          return;
        }
      }
    }
  }

  private void fault(String code, String field, String message) {
    faults.add(Map.of("code", code, "path", List.of(field), "message", message));
  }

  private void end() {
    if (!faults.isEmpty()) {
      Map<String, Object> first = faults.getFirst();
      throw AppException.badRequest(
              "INVALID_AGENT",
              "The agent cannot be saved: " + first.get("path") + ": " + first.get("message") + ".")
          .with("error", "Invalid request data")
          .with("details", faults);
    }
  }
}
