package dev.klatch.agent;

import dev.klatch.json.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What makes an agent, checked by {@link DefinitionCheck}: an object with the fields of the wire
 * contract, so that settings of features to come survive a round trip.
 */
public record Definition(ObjectNode fields) {
  /** Category of agents for which none was chosen. */
  static final String GENERAL = "general";

  public Definition {
    fields = fields.deepCopy();
  }

  /** Name people see; may be empty. */
  public String name() {
    return Json.text(fields, "name", "");
  }

  /** System prompt; may be empty. */
  public String instructions() {
    String first = Json.text(fields, "instructions", "").strip();
    String more = Json.text(fields, "additional_instructions", "").strip();
    return more.isEmpty() ? first : (first + "\n" + more).strip();
  }

  /** Name of the configured endpoint that serves it. */
  public String provider() {
    return Json.text(fields, "provider", "");
  }

  public String model() {
    return Json.text(fields, "model", "");
  }

  /** Parameters of the model, by the names conversations use. */
  public ObjectNode parameters() {
    return fields.get("model_parameters") instanceof ObjectNode parameters
        ? parameters.deepCopy()
        : Json.object();
  }

  String category() {
    String category = Json.text(fields, "category", "").strip();
    return category.isEmpty() ? GENERAL : category;
  }

  /** What a search looks through, in lower case. */
  String searchText() {
    return (name() + "\n" + Json.text(fields, "description", "")).toLowerCase(Locale.ROOT);
  }

  /** A changed one: fields of {@code changes} replace, those that are null go. */
  Definition with(ObjectNode changes) {
    ObjectNode merged = fields.deepCopy();
    for (var change : changes.properties()) {
      JsonNode value = change.getValue();
      if (value.isNull()) {
        merged.remove(change.getKey());
      } else {
        merged.set(change.getKey(), value);
      }
    }
    return new Definition(merged);
  }
}
