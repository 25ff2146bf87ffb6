package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Findings;
import dev.klatch.config.NearestName;
import java.util.ArrayList;
import java.util.List;

/** Checks that {@code paramDefinitions} change parameters that exist in the chosen set. */
final class ParameterNames {
  private static final List<String> SHARED =
      List.of(
          "model",
          "modelLabel",
          "promptPrefix",
          "maxContextTokens",
          "resendFiles",
          "imageDetail",
          "fileTokenLimit");

  /** The sets of the reference's part 2.10. */
  private static final List<String> OPENAI =
      List.of(
          "temperature",
          "top_p",
          "frequency_penalty",
          "presence_penalty",
          "max_tokens",
          "stop",
          "reasoning_effort",
          "verbosity",
          "web_search",
          "useResponsesApi",
          "reasoning_summary",
          "reasoning_mode",
          "reasoning_context",
          "disableStreaming");

  private static final List<String> ANTHROPIC =
      List.of(
          "maxOutputTokens",
          "temperature",
          "topP",
          "topK",
          "thinking",
          "thinkingBudget",
          "effort",
          "thinkingDisplay",
          "promptCache",
          "promptCacheTtl",
          "web_search",
          "stop");

  private static final List<String> GOOGLE =
      List.of(
          "maxOutputTokens",
          "temperature",
          "topP",
          "topK",
          "thinking",
          "thinkingBudget",
          "thinkingLevel",
          "web_search",
          "url_context");

  private ParameterNames() {}

  static void check(ConfigNode endpoint, Findings findings) {
    ConfigNode params = endpoint.get("customParams");
    ConfigNode definitions = params == null ? null : params.get("paramDefinitions");
    if (params == null || definitions == null) {
      return;
    }
    String chosen = params.text("defaultParamsEndpoint");
    // Without a choice, the native protocol brings its own set.
    String set =
        chosen != null
            ? chosen
            : "anthropic".equals(endpoint.text("provider")) ? "anthropic" : "custom";
    if (set.startsWith("bedrock-")) {
      return; // the vendors' sets differ too much to be sure
    }
    List<String> known = known(set);
    for (ConfigNode definition : definitions.items()) {
      ConfigNode key = definition.get("key");
      if (key != null && !known.contains(key.text())) {
        findings.warning(
            key.line(),
            key.column(),
            "S18",
            "`" + key.text() + "` is no parameter of this set",
            NearestName.of(key.text(), known)
                .map(near -> "did you mean " + near + "?")
                .orElse("valid: " + String.join(", ", known)));
      }
    }
  }

  private static List<String> known(String set) {
    List<String> known = new ArrayList<>(SHARED);
    switch (set) {
      case "anthropic" -> known.addAll(ANTHROPIC);
      case "google" -> known.addAll(GOOGLE);
      default -> {
        known.addAll(OPENAI);
        known.addAll(List.of("promptCache", "promptCacheTtl"));
      }
    }
    return known;
  }
}
