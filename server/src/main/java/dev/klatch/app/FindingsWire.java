package dev.klatch.app;

import dev.klatch.config.Finding;
import dev.klatch.json.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Findings about the settings as administrators' pages get them. */
final class FindingsWire {
  private FindingsWire() {}

  static JsonNode of(List<Finding> findings) {
    ArrayNode list = Json.array();
    for (Finding finding : findings) {
      list.addObject()
          .put("file", finding.file())
          .put("line", finding.line())
          .put("column", finding.column())
          .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
          .put("rule", finding.rule())
          .put("cause", finding.cause())
          .put("fix", finding.fix());
    }
    return list;
  }
}
