package dev.klatch.generation.run;

import dev.klatch.access.Policy;
import dev.klatch.catalog.CatalogService;
import dev.klatch.generation.AgentSource;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.providerkey.ProviderKeyService;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds who is to answer a request, and refuses what is not offered. */
final class Targets {
  /** The endpoint of conversations with stored agents. */
  static final String AGENTS = "agents";

  private static final List<String> INSTRUCTIONS =
      List.of("promptPrefix", "instructions", "additional_instructions");

  private final CatalogService catalog;
  private final ProviderKeyService keys;
  private final AgentSource agents;
  private final Policy policy;

  Targets(CatalogService catalog, ProviderKeyService keys, AgentSource agents, Policy policy) {
    this.catalog = catalog;
    this.keys = keys;
    this.agents = agents;
    this.policy = policy;
  }

  /**
   * The request as the server's model specs permit it.
   *
   * @throws AppException 400 when they do not
   */
  StartRequest permitted(StartRequest request) {
    SpecPolicy specs = new SpecPolicy(catalog.specs());
    StartRequest.Choice added = request.added();
    return request.to(specs.apply(request.choice()), added == null ? null : specs.apply(added));
  }

  /**
   * Who answers a request: one, or two side by side.
   *
   * @throws AppException 400 for an endpoint or model that is not offered, 403 for a second one
   *     where that is switched off, 404 for an agent that is not there for this person
   */
  List<Target> resolve(Principal user, StartRequest request) {
    Target first = resolve(user, request.choice());
    StartRequest.Choice added = request.added();
    if (added == null || request.goesOn()) {
      return List.of(first);
    }
    if (!policy.may(user, "MULTI_CONVO", "USE")) {
      throw AppException.forbidden(
          "Answers of two models side by side are switched off for you. Ask one model.");
    }
    return List.of(first, resolve(user, added).second());
  }

  private Target resolve(Principal user, StartRequest.Choice choice) {
    String agentId = choice.agentId();
    if (choice.endpoint().equals(AGENTS) && agentId != null) {
      return stored(user, agentId, choice.settings());
    }
    EndpointConfig endpoint = endpoint(user, choice.endpoint());
    requireModel(endpoint, choice.model());
    String sender = sender(choice.settings(), endpoint);
    return new Target(
        choice.endpoint(),
        endpoint,
        choice.model(),
        ephemeralId(choice.endpoint(), choice.model(), sender),
        false,
        sender,
        instructions("", choice.settings()),
        choice.settings());
  }

  private Target stored(Principal user, String agentId, ObjectNode settings) {
    AgentSource.StoredAgent agent =
        agents
            .find(user, agentId)
            .orElseThrow(
                () ->
                    AppException.notFound(
                        "The agent " + agentId + " was not found. Choose another one."));
    EndpointConfig endpoint = endpoint(user, agent.endpoint());
    requireModel(endpoint, agent.model());
    return new Target(
        AGENTS,
        endpoint,
        agent.model(),
        agent.id(),
        true,
        agent.name(),
        instructions(agent.instructions(), settings),
        agent.parameters());
  }

  private EndpointConfig endpoint(Principal user, String name) {
    EndpointConfig endpoint =
        catalog
            .endpoint(name)
            .orElseThrow(
                () ->
                    AppException.badRequest(
                            "endpoint_models_not_loaded",
                            "There is no endpoint \""
                                + name
                                + "\". Configured are: "
                                + names()
                                + ".")
                        .with("type", "endpoint_models_not_loaded")
                        .with("info", name));
    keys.require(user.id(), endpoint);
    return endpoint;
  }

  private String names() {
    return catalog.endpoints().stream().map(EndpointConfig::name).collect(Collectors.joining(", "));
  }

  private void requireModel(EndpointConfig endpoint, String model) {
    if (model.isEmpty()) {
      throw AppException.badRequest(
              "missing_model", "No model was chosen. Choose one and send again.")
          .with("type", "missing_model");
    }
    if (ProviderKeyService.isAsked(endpoint)) {
      return; // which models a key of the user's own may use, its provider decides
    }
    boolean known = catalog.models(endpoint).stream().anyMatch(one -> one.id().equals(model));
    if (!known) {
      throw AppException.badRequest(
              "illegal_model_request",
              "The endpoint "
                  + endpoint.name()
                  + " does not offer the model \""
                  + model
                  + "\". Choose one of its list.")
          .with("type", "illegal_model_request")
          .with("info", endpoint.name() + "|" + model);
    }
  }

  private static String sender(ObjectNode settings, EndpointConfig endpoint) {
    String label = Json.text(settings, "modelLabel", "");
    if (!label.isBlank()) {
      return label;
    }
    @Nullable String display = endpoint.modelDisplayLabel();
    return display == null || display.isBlank() ? endpoint.name() : display;
  }

  private static String instructions(String first, ObjectNode settings) {
    StringBuilder text = new StringBuilder(first.strip());
    for (String key : INSTRUCTIONS) {
      String value = Json.text(settings, key, "");
      if (!value.isBlank()) {
        text.append(text.isEmpty() ? "" : "\n").append(value.strip());
      }
    }
    return text.toString();
  }

  /** Contract 3.10: endpoint, model and sender; colons would break the encoding. */
  private static String ephemeralId(String endpoint, String model, String sender) {
    return (endpoint + "__" + model + "___" + sender).replace(":", "__");
  }
}
