package dev.klatch.provider.openai;

import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the wish for more or less thinking is written for an endpoint. */
final class Reasoning {
  /** Claude models that choose their own thinking budget and take an effort instead. */
  private static final Pattern ADAPTIVE_CLAUDE =
      Pattern.compile("claude-(?:opus|sonnet)-(?:4[.-][6-9]|[5-9])|claude-(?:fable|mythos)");

  private Reasoning() {}

  /** Rewrites the effort fields in place. */
  static void shape(EndpointConfig endpoint, String model, Map<String, JsonNode> fields) {
    JsonNode summary = fields.remove("reasoning_summary");
    JsonNode mode = fields.remove("reasoning_mode");
    JsonNode context = fields.remove("reasoning_context");
    JsonNode search = fields.remove("web_search");
    if (isOpenRouter(endpoint)) {
      openRouter(model, fields);
      if (search != null && search.isBoolean() && search.booleanValue()) {
        fields.put("plugins", Json.array().add(Json.object().put("id", "web")));
      }
      return;
    }
    switch (format(endpoint)) {
      case "disabled" -> fields.remove("reasoning_effort");
      case "reasoning_object" -> {
        ObjectNode reasoning = Json.object();
        JsonNode effort = fields.remove("reasoning_effort");
        setIfPresent(reasoning, "effort", effort);
        setIfPresent(reasoning, "summary", summary);
        setIfPresent(reasoning, "mode", mode);
        setIfPresent(reasoning, "context", context);
        if (!reasoning.isEmpty()) {
          fields.putIfAbsent("reasoning", reasoning);
        }
      }
      default -> {}
    }
  }

  static boolean isOpenRouter(EndpointConfig endpoint) {
    return endpoint.name().toLowerCase(Locale.ROOT).contains("openrouter")
        || endpoint.baseUrl().contains("openrouter")
        || "openrouter".equals(custom(endpoint, "defaultParamsEndpoint"));
  }

  static boolean isVercel(EndpointConfig endpoint) {
    return endpoint.name().toLowerCase(Locale.ROOT).contains("vercel")
        || endpoint.baseUrl().contains("ai-gateway.vercel.sh");
  }

  /** Reply field that holds the thoughts, or null to take whichever comes. */
  static @Nullable String replyField(EndpointConfig endpoint) {
    return custom(endpoint, "reasoningKey");
  }

  /** Whether past thoughts are sent back with messages that called tools. */
  static boolean isReplayed(EndpointConfig endpoint, String model) {
    Boolean wish = flag(endpoint, "includeReasoningContent");
    return wish == null ? model.toLowerCase(Locale.ROOT).startsWith("deepseek") : wish;
  }

  /** Whether past thoughts are sent back with every message. */
  static boolean isHistoryReplayed(EndpointConfig endpoint) {
    return Boolean.TRUE.equals(flag(endpoint, "includeReasoningHistory"));
  }

  private static void openRouter(String model, Map<String, JsonNode> fields) {
    if (fields.containsKey("reasoning") || fields.containsKey("include_reasoning")) {
      return;
    }
    JsonNode node = fields.remove("reasoning_effort");
    String effort = node != null && node.isString() ? node.stringValue() : "";
    if (effort.isEmpty()) {
      fields.put("include_reasoning", BooleanNode.TRUE);
    } else if (effort.equals("none")) {
      fields.put("include_reasoning", BooleanNode.FALSE);
    } else if (ADAPTIVE_CLAUDE.matcher(model).find()) {
      fields.put("reasoning", Json.object().put("enabled", true));
      fields.put("verbosity", JsonNodeFactory.instance.stringNode(verbosity(model, effort)));
    } else {
      fields.put("reasoning", Json.object().put("effort", effort));
    }
  }

  private static String verbosity(String model, String effort) {
    return switch (effort) {
      case "minimal" -> "low";
      case "xhigh" -> model.contains("4.6") || model.contains("4-6") ? "max" : "xhigh";
      default -> effort;
    };
  }

  private static String format(EndpointConfig endpoint) {
    String format = custom(endpoint, "reasoningFormat");
    return format != null ? format : isVercel(endpoint) ? "reasoning_object" : "reasoning_effort";
  }

  private static void setIfPresent(ObjectNode object, String name, @Nullable JsonNode value) {
    if (value != null) {
      object.set(name, value);
    }
  }

  private static @Nullable String custom(EndpointConfig endpoint, String name) {
    JsonNode value = endpoint.customParams().get(name);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  private static @Nullable Boolean flag(EndpointConfig endpoint, String name) {
    JsonNode value = endpoint.customParams().get(name);
    return (value != null && value.isBoolean()) ? value.booleanValue() : null;
  }
}
