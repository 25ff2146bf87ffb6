package dev.klatch.conversation;

import dev.klatch.json.Json;
import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.Part;
import dev.klatch.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Message content as JSON. The stored form is the wire contract's {@code content} array, so that
 * long conversations are sent without being parsed.
 */
public final class PartCodec {
  /** Parts of one parallel answer have one group, and a message has one such answer. */
  public static final int GROUP = 1;

  private PartCodec() {}

  public static ArrayNode toJson(List<Part> parts) {
    ArrayNode content = Json.array();
    for (Part part : parts) {
      content.add(toJson(part));
    }
    return content;
  }

  /**
   * Content that several models wrote.
   *
   * @param speakers agent id of each part; empty when one model wrote it all
   */
  public static ArrayNode toJson(List<Part> parts, List<String> speakers) {
    ArrayNode content = toJson(parts);
    for (int i = 0; i < content.size() && i < speakers.size(); i++) {
      ((ObjectNode) content.get(i)).put("agentId", speakers.get(i)).put("groupId", GROUP);
    }
    return content;
  }

  public static ObjectNode toJson(Part part) {
    ObjectNode node = Json.object();
    switch (part) {
      case Part.Text text -> node.put("type", "text").put("text", text.text());
      case Part.Reasoning reasoning -> {
        node.put("type", "think").put("think", reasoning.text());
        if (reasoning.durationMillis() != null) {
          node.putObject("klatch").put("durationMs", reasoning.durationMillis());
        }
      }
      case Part.ToolCall call -> {
        node.put("type", "tool_call");
        ObjectNode body = node.putObject("tool_call");
        body.put("id", call.id()).put("name", call.name()).put("args", call.arguments());
        body.put("type", "tool_call");
        if (call.output() != null) {
          body.put("output", call.output());
        }
        body.put("progress", call.output() == null ? 0.1 : 1);
      }
      case Part.Image image -> {
        node.put("type", "image_url");
        node.putObject("image_url").put("url", image.dataUrl());
      }
      case Part.Failure failure -> {
        node.put("type", "error").put("error", describe(failure.detail()));
        node.set("klatch", detail(failure.detail()));
      }
    }
    return node;
  }

  /** What clients that know only text show. */
  static String describe(FailureDetail detail) {
    return detail.cause() + " " + detail.fix();
  }

  private static ObjectNode detail(FailureDetail detail) {
    ObjectNode node = Json.object();
    node.put("kind", detail.kind().wireName());
    node.put("endpoint", detail.endpoint());
    node.put("model", detail.model());
    if (detail.status() != null) {
      node.put("status", detail.status());
    }
    node.put("message", detail.message());
    node.put("cause", detail.cause());
    node.put("fix", detail.fix());
    if (detail.parameter() != null) {
      node.put("parameter", detail.parameter());
    }
    node.put("attempts", detail.attempts());
    node.put("retryable", detail.retryable());
    if (detail.wireId() != null) {
      node.put("wireId", detail.wireId());
    }
    return node;
  }

  /** Parses stored content; parts of kinds this version does not know are left out. */
  public static List<Part> fromJson(@Nullable JsonNode content) {
    List<Part> parts = new ArrayList<>();
    if (content != null && content.isArray()) {
      for (JsonNode node : content) {
        Part part = fromNode(node);
        if (part != null) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  /** Who wrote each of the parts {@link #fromJson} gives; empty when one model wrote them all. */
  public static List<String> speakers(@Nullable JsonNode content) {
    List<String> speakers = new ArrayList<>();
    boolean several = false;
    if (content != null && content.isArray()) {
      for (JsonNode node : content) {
        if (fromNode(node) != null) {
          speakers.add(Json.text(node, "agentId", ""));
          several = several || node.has("groupId");
        }
      }
    }
    return several ? speakers : List.of();
  }

  private static @Nullable Part fromNode(JsonNode node) {
    return switch (Json.text(node, "type", "")) {
      case "text" -> new Part.Text(Json.text(node, "text", ""));
      case "think" -> {
        JsonNode duration = node.path("klatch").path("durationMs");
        yield new Part.Reasoning(
            Json.text(node, "think", ""),
            duration.isIntegralNumber() ? Long.valueOf(duration.longValue()) : null);
      }
      case "tool_call" -> {
        JsonNode call = node.path("tool_call");
        yield new Part.ToolCall(
            Json.text(call, "id", ""),
            Json.text(call, "name", ""),
            Json.text(call, "args", ""),
            Json.text(call, "output"));
      }
      case "error" -> new Part.Failure(failure(node));
      default -> null;
    };
  }

  private static FailureDetail failure(JsonNode node) {
    JsonNode detail = node.path("klatch");
    return new FailureDetail(
        kind(Json.text(detail, "kind", "provider_error")),
        Json.text(detail, "endpoint", ""),
        Json.text(detail, "model", ""),
        detail.path("status").isInt() ? Integer.valueOf(detail.path("status").intValue()) : null,
        Json.text(detail, "message", ""),
        Json.text(detail, "cause", Json.text(node, "error", "")),
        Json.text(detail, "fix", ""),
        Json.text(detail, "parameter"),
        detail.path("attempts").asInt(1),
        Json.flag(detail, "retryable"),
        Json.text(detail, "wireId"));
  }

  private static ProviderException.Kind kind(String name) {
    try {
      return ProviderException.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return ProviderException.Kind.PROVIDER_ERROR;
    }
  }
}
