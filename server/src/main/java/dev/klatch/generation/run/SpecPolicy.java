package dev.klatch.generation.run;

import dev.klatch.catalog.ModelSpec;
import dev.klatch.catalog.ModelSpecs;
import dev.klatch.http.AppException;
import dev.klatch.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model spec makes of a request: nobody can step around one that is enforced. */
final class SpecPolicy {
  private static final String SPEC = "spec";

  private final ModelSpecs specs;

  SpecPolicy(ModelSpecs specs) {
    this.specs = specs;
  }

  /**
   * The choice as it is carried out. Enforced specs replace every parameter by those of their
   * preset; others give what the client cannot know.
   *
   * @throws AppException 400 when a spec is required and none of them is named, or when the named
   *     one belongs to another endpoint
   */
  StartRequest.Choice apply(StartRequest.Choice request) {
    if (specs.list().isEmpty()) {
      return request;
    }
    @Nullable String name = Json.text(request.settings(), SPEC);
    ModelSpec spec = name == null ? null : specs.find(name).orElse(null);
    if (spec == null) {
      if (specs.enforce()) {
        throw AppException.badRequest(
            "MODEL_SPEC_REQUIRED",
            name == null
                ? "Only the models of this server's own list may be used. Choose one of it."
                : "The choice \"" + name + "\" is not offered any more. Choose another one.");
      }
      return request;
    }
    if (!spec.endpoint().equals(request.endpoint())) {
      throw AppException.badRequest(
          "MODEL_SPEC_MISMATCH",
          "The choice \"" + spec.name() + "\" belongs to the endpoint " + spec.endpoint() + ".");
    }
    return specs.enforce() ? enforced(request, spec) : shown(request, spec);
  }

  private static StartRequest.Choice enforced(StartRequest.Choice request, ModelSpec spec) {
    ObjectNode settings = Json.object();
    for (String key : StartRequestWire.SETTINGS) {
      copy(spec.preset(), settings, key);
    }
    copy(request.settings(), settings, "endpointType");
    icon(spec, settings);
    settings.put(SPEC, spec.name());
    return new StartRequest.Choice(
        request.endpoint(),
        Json.text(spec.preset(), "model", request.model()),
        Json.text(spec.preset(), "agent_id"),
        settings);
  }

  private static StartRequest.Choice shown(StartRequest.Choice request, ModelSpec spec) {
    ObjectNode settings = request.settings().deepCopy();
    icon(spec, settings);
    return new StartRequest.Choice(
        request.endpoint(), request.model(), request.agentId(), settings);
  }

  private static void icon(ModelSpec spec, ObjectNode settings) {
    copy(spec.json(), settings, "iconURL");
  }

  private static void copy(JsonNode from, ObjectNode to, String key) {
    JsonNode value = from.get(key);
    if (value != null && !value.isNull()) {
      to.set(key, value);
    }
  }
}
