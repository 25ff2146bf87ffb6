package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Findings;
import java.util.List;

/**
 * Says what took the place of {@code summarize} and {@code summaryModel}, in words that can be
 * copied.
 */
final class LegacySummaries {
  private LegacySummaries() {}

  static void check(ConfigNode root, Findings findings) {
    ConfigNode endpoints = root.get("endpoints");
    if (endpoints == null) {
      return;
    }
    for (ConfigNode.Entry endpoint : endpoints.entries()) {
      if (endpoint.value().isMap()) {
        check(endpoint.value(), endpoint.key(), findings);
      }
      for (ConfigNode item : endpoint.value().items()) {
        String name = item.text("name");
        check(item, name == null ? "NAME" : name, findings);
      }
    }
  }

  private static void check(ConfigNode endpoint, String name, Findings findings) {
    String model = endpoint.text("summaryModel");
    boolean on = endpoint.bool("summarize", model != null);
    for (String key : List.of("summarize", "summaryModel")) {
      ConfigNode.Entry entry = endpoint.entry(key);
      if (entry != null) {
        findings.info(
            entry.line(),
            entry.column(),
            "S4",
            "`" + key + "` is a setting of earlier versions",
            on
                ? "write at the root: summarization: {provider: "
                    + name
                    + ", model: "
                    + (model == null ? "MODEL" : model)
                    + "}"
                : "remove it");
      }
    }
  }
}
