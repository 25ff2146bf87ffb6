package dev.klatch.provider.openai;

import dev.klatch.provider.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the {@code usage} object in the variants compatible providers send. */
final class UsageFields {
  private UsageFields() {}

  /** The counts, or null when the object has none. */
  static @Nullable TokenUsage read(JsonNode usage) {
    if (!usage.isObject() || !(usage.has("prompt_tokens") || usage.has("completion_tokens"))) {
      return null;
    }
    JsonNode prompt = usage.path("prompt_tokens_details");
    int cacheRead = count(prompt, "cached_tokens");
    if (cacheRead == 0) {
      cacheRead = count(usage, "prompt_cache_hit_tokens"); // DeepSeek
    }
    if (cacheRead == 0) {
      cacheRead = count(usage, "cached_tokens"); // Moonshot
    }
    int cacheWrite =
        Math.max(count(prompt, "cache_write_tokens"), count(usage, "cache_creation_input_tokens"));
    int reasoning = count(usage.path("completion_tokens_details"), "reasoning_tokens");
    return new TokenUsage(
        count(usage, "prompt_tokens"),
        count(usage, "completion_tokens"),
        cacheRead,
        cacheWrite,
        reasoning,
        false);
  }

  private static int count(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value != null && value.isNumber() && value.canConvertToInt()
        ? Math.max(0, value.intValue())
        : 0;
  }
}
