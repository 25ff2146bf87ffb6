package dev.klatch.provider;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What to ask a model.
 *
 * @param model model id as the endpoint knows it
 * @param messages prompt, oldest first, system message included
 * @param parameters what the user set, by the wire names of the OpenAI chat completions protocol
 *     ({@code temperature}, {@code top_p}, {@code max_tokens}, {@code stop}, {@code
 *     reasoning_effort} ...); a parameter that is not in here is not sent
 * @param streaming false asks for the answer in one piece
 */
public record ChatRequest(
    String model, List<ChatMessage> messages, Map<String, JsonNode> parameters, boolean streaming) {
  public ChatRequest {
    messages = List.copyOf(messages);
    parameters = Map.copyOf(parameters);
  }
}
