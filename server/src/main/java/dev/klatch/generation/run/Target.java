package dev.klatch.generation.run;

import dev.klatch.provider.EndpointConfig;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who answers: a model of an endpoint, with the settings of the request or of a stored agent.
 *
 * @param shownEndpoint the endpoint as the conversation names it: {@code agents} for stored ones
 * @param endpoint the configured endpoint that is called
 * @param model the model that is called
 * @param agentId id of the stored agent, or one made of endpoint, model and sender
 * @param stored whether it is a stored agent
 * @param sender who the answer is from
 * @param instructions system prompt; may be empty
 * @param parameters of the model, by the names conversations use
 */
public record Target(
    String shownEndpoint,
    EndpointConfig endpoint,
    String model,
    String agentId,
    boolean stored,
    String sender,
    String instructions,
    ObjectNode parameters) {
  /**
   * The same beside a first one: both may be the same model, and their parts must be told apart.
   */
  Target second() {
    return new Target(
        shownEndpoint,
        endpoint,
        model,
        agentId + "____1",
        stored,
        sender,
        instructions,
        parameters);
  }

  /** The model as answers name it; a stored agent stands for its model. */
  String shownModel() {
    return stored ? agentId : model;
  }

  /** The model as conversations name it: none for a stored agent, which may change it. */
  @Nullable String conversationModel() {
    return stored ? null : model;
  }
}
