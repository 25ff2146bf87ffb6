package dev.klatch.provider.openai;

import dev.klatch.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a provider's error reply says, whichever of the known shapes it has.
 *
 * @param message text for people; empty when there is none
 * @param code {@code code} and {@code type}, joined
 * @param parameter field complained about
 * @param json whether the body was JSON at all
 */
record ErrorBody(
    String message,
    String code,
    @Nullable String parameter,
    @Nullable Integer status,
    boolean json) {
  static ErrorBody of(String body) {
    try {
      JsonNode node = Json.parse(body);
      if (node != null && (node.isObject() || node.isArray())) {
        return of(node.isArray() && !node.isEmpty() ? node.get(0) : node);
      }
    } catch (JacksonException e) {
      // Not JSON: the text itself is the message.
    }
    return new ErrorBody(body.strip(), "", null, null, false);
  }

  /**
   * Reads {@code {"error":{...}}}, {@code {"error":"..."}}, {@code {"message":...}}, {@code
   * {"detail":...}}.
   */
  static ErrorBody of(JsonNode node) {
    JsonNode error = node.get("error");
    JsonNode from = error != null && error.isObject() ? error : node;
    String message = error != null && error.isString() ? error.stringValue() : "";
    if (message.isEmpty()) {
      message = message(from.get("message"));
    }
    String parameter = Json.text(from, "param");
    JsonNode detail = node.get("detail");
    if (detail == null && from.get("message") != null && from.get("message").isObject()) {
      detail = from.get("message").get("detail"); // Mistral nests the validator's list
    }
    if (detail != null && detail.isArray() && !detail.isEmpty()) {
      message = message.isEmpty() ? Json.text(detail.get(0), "msg", "") : message;
      parameter = parameter == null ? lastName(detail.get(0).path("loc")) : parameter;
    } else if (detail != null && detail.isString() && message.isEmpty()) {
      message = detail.stringValue();
    }
    String upstream = upstreamMessage(from.path("metadata"));
    if (!upstream.isEmpty() && !message.contains(upstream)) {
      message = message + (message.isEmpty() ? "" : ": ") + upstream;
    }
    String code =
        word(from.get("code")) + " " + word(from.get("type")) + " " + word(from.get("status"));
    return new ErrorBody(message, code.strip(), parameter, status(from.get("code")), true);
  }

  private static String message(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "";
    }
    if (node.isString()) {
      return node.stringValue();
    }
    JsonNode detail = node.get("detail");
    return detail != null && detail.isArray() && !detail.isEmpty()
        ? Json.text(detail.get(0), "msg", "")
        : Json.write(node);
  }

  /** OpenRouter passes on what the provider behind it said. */
  private static String upstreamMessage(JsonNode metadata) {
    String raw = Json.text(metadata, "raw", "");
    if (raw.isEmpty()) {
      return "";
    }
    ErrorBody inner = of(raw);
    return inner.message().isEmpty() ? raw : inner.message();
  }

  private static @Nullable String lastName(JsonNode location) {
    String name = null;
    for (JsonNode step : location) {
      if (step.isString() && !step.stringValue().equals("body")) {
        name = name == null ? step.stringValue() : name;
      }
    }
    return name;
  }

  private static String word(@Nullable JsonNode node) {
    return node == null || node.isNull() || node.isContainer() ? "" : node.asString();
  }

  private static @Nullable Integer status(@Nullable JsonNode code) {
    if (code != null && code.isInt() && code.intValue() >= 400 && code.intValue() < 600) {
      return code.intValue();
    }
    return null;
  }
}
