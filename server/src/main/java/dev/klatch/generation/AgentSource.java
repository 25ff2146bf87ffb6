package dev.klatch.generation;

import dev.klatch.http.Principal;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Where stored agents come from: what a person may talk to by an agent's id. */
@FunctionalInterface
public interface AgentSource {
  /**
   * An agent as a run needs it.
   *
   * @param id as conversations and answers name it
   * @param name who the answers are from
   * @param endpoint name of the configured endpoint that serves it
   * @param model of that endpoint
   * @param instructions system prompt; may be empty
   * @param parameters of the model, by the names conversations use ({@code temperature}, {@code
   *     maxOutputTokens} ...)
   */
  record StoredAgent(
      String id,
      String name,
      String endpoint,
      String model,
      String instructions,
      ObjectNode parameters) {}

  /** The agent, when there is one of this id and the person may see it. */
  Optional<StoredAgent> find(Principal user, String agentId);

  /** Knows no agent. */
  static AgentSource none() {
    return (user, agentId) -> Optional.empty();
  }
}
