package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Findings;
import dev.klatch.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code modelSpecs} section.
 *
 * @param enforce whether nothing else may be used; false when there are none
 * @param prioritize whether a new chat begins with one of them
 * @param addedEndpoints endpoints that stay selectable beside them
 * @param list the usable ones in the order written
 */
public record ModelSpecs(
    boolean enforce, boolean prioritize, List<String> addedEndpoints, List<ModelSpec> list) {
  /** No specs: everything that is configured may be used. */
  public static final ModelSpecs NONE = new ModelSpecs(false, true, List.of(), List.of());

  private static final Set<String> BUILT_IN =
      Set.of(
          "openAI",
          "azureOpenAI",
          "google",
          "anthropic",
          "bedrock",
          "assistants",
          "azureAssistants",
          "agents",
          "Simulator",
          "Ollama");

  public ModelSpecs {
    addedEndpoints = List.copyOf(addedEndpoints);
    list = List.copyOf(list);
  }

  /** Reads the section; entries that nobody could use are left out and said. */
  static ModelSpecs of(@Nullable ConfigNode section, List<String> endpoints, Findings findings) {
    ConfigNode items = section == null ? null : section.get("list");
    if (section == null || items == null) {
      return NONE;
    }
    Set<String> known = new HashSet<>(BUILT_IN);
    known.addAll(endpoints);
    List<ModelSpec> specs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigNode item : items.items()) {
      read(item, known, findings)
          .filter(spec -> isNew(spec, names, item, findings))
          .ifPresent(specs::add);
    }
    boolean enforce = section.bool("enforce", false) && !specs.isEmpty();
    return new ModelSpecs(
        enforce, section.bool("prioritize", true), section.texts("addedEndpoints"), specs);
  }

  private static boolean isNew(
      ModelSpec spec, Set<String> names, ConfigNode item, Findings findings) {
    boolean added = names.add(spec.name());
    if (!added) {
      skip(item, findings, "another model spec is named " + spec.name(), "give it another name");
    }
    return added;
  }

  private static Optional<ModelSpec> read(ConfigNode item, Set<String> known, Findings findings) {
    String name = item.text("name");
    ConfigNode preset = item.get("preset");
    if (name == null || item.text("label") == null || preset == null || !preset.isMap()) {
      skip(item, findings, "a model spec lacks name, label or preset", "add what is missing");
      return Optional.empty();
    }
    String agent = preset.text("agent_id");
    String endpoint = preset.text("endpoint");
    if (endpoint == null && agent != null && !agent.isBlank()) {
      endpoint = "agents";
    }
    if (endpoint == null || !known.contains(endpoint)) {
      skip(
          item,
          findings,
          endpoint == null
              ? "the model spec " + name + " names no endpoint"
              : "the model spec "
                  + name
                  + " names the endpoint "
                  + endpoint
                  + ", which is not there",
          "set preset.endpoint to one of the configured endpoints");
      return Optional.empty();
    }
    ObjectNode json = Json.MAPPER.valueToTree(item.toPlain());
    ObjectNode values = Json.MAPPER.valueToTree(preset.toPlain());
    return Optional.of(new ModelSpec(name, endpoint, values, json));
  }

  private static void skip(ConfigNode item, Findings findings, String cause, String fix) {
    findings.warning(item.line(), item.column(), "M1", cause + "; it is left out", fix);
  }

  /** A spec by its name. */
  public Optional<ModelSpec> find(String name) {
    return list.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /** The section as clients get it; null when there are none. */
  public @Nullable ObjectNode json() {
    if (list.isEmpty()) {
      return null;
    }
    ObjectNode json = Json.object();
    json.put("enforce", enforce);
    json.put("prioritize", prioritize);
    if (!addedEndpoints.isEmpty()) {
      ArrayNode added = json.putArray("addedEndpoints");
      addedEndpoints.forEach(added::add);
    }
    ArrayNode specs = json.putArray("list");
    list.forEach(spec -> specs.add(spec.json()));
    return json;
  }
}
