package dev.klatch.generation;

import dev.klatch.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run's row keeps about its answer, as JSON. */
final class FactsCodec {
  private FactsCodec() {}

  static String encode(Answers.Facts facts) {
    ObjectNode node = Json.object();
    node.put("endpoint", facts.endpoint());
    node.put("model", facts.model());
    node.put("sender", facts.sender());
    node.put("questionAt", facts.userMessageAt());
    if (!facts.prefix().isEmpty()) {
      byte[] prefix = EventCodec.encode(facts.prefix());
      node.put("prefix", Base64.getEncoder().encodeToString(prefix));
    }
    return Json.write(node);
  }

  static Answers.Facts decode(String text) throws IOException {
    JsonNode node = Json.parse(text);
    List<RunEvent> prefix = new ArrayList<>();
    byte[] bytes = Base64.getDecoder().decode(Json.text(node, "prefix", ""));
    EventCodec.decode(new ByteArrayInputStream(bytes), prefix);
    return new Answers.Facts(
        Json.text(node, "endpoint", ""),
        Json.text(node, "model", ""),
        Json.text(node, "sender", ""),
        node.path("questionAt").asLong(0),
        prefix);
  }
}
