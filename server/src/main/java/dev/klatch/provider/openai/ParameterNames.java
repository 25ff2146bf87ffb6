package dev.klatch.provider.openai;

import java.util.Map;
import java.util.Set;

/**
 * The two spellings of request parameters. Configurations use the names of the wire and those of a
 * client library; the body is keyed by the former.
 */
final class ParameterNames {
  /** Names of one and the same limit, of which a body carries one. */
  static final Set<String> OUTPUT_LIMITS =
      Set.of("max_tokens", "max_completion_tokens", "max_output_tokens");

  /** Names that only steer the chat application. */
  static final Set<String> APPLICATION_ONLY =
      Set.of(
          "resendFiles",
          "promptPrefix",
          "maxContextTokens",
          "fileTokenLimit",
          "modelLabel",
          "chatGptLabel",
          "imageDetail",
          "artifacts",
          "greeting",
          "iconURL",
          "spec",
          "useResponsesApi",
          "disableStreaming",
          "promptCache",
          "promptCacheTtl",
          "streamUsage",
          "clientOptions");

  static final Set<String> NUMBERS =
      Set.of(
          "temperature",
          "top_p",
          "top_k",
          "frequency_penalty",
          "presence_penalty",
          "max_tokens",
          "max_completion_tokens",
          "max_output_tokens",
          "seed",
          "n",
          "top_logprobs");

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("topP", "top_p"),
          Map.entry("topK", "top_k"),
          Map.entry("frequencyPenalty", "frequency_penalty"),
          Map.entry("presencePenalty", "presence_penalty"),
          Map.entry("maxTokens", "max_tokens"),
          Map.entry("maxCompletionTokens", "max_completion_tokens"),
          Map.entry("maxOutputTokens", "max_tokens"),
          Map.entry("stopSequences", "stop"),
          Map.entry("logitBias", "logit_bias"),
          Map.entry("topLogprobs", "top_logprobs"),
          Map.entry("streaming", "stream"),
          Map.entry("streamOptions", "stream_options"),
          Map.entry("responseFormat", "response_format"),
          Map.entry("toolChoice", "tool_choice"),
          Map.entry("parallelToolCalls", "parallel_tool_calls"),
          Map.entry("serviceTier", "service_tier"),
          Map.entry("reasoningEffort", "reasoning_effort"));

  private ParameterNames() {}

  /** The wire's spelling of a name; unknown names are their own. */
  static String onWire(String name) {
    return ALIASES.getOrDefault(name, name);
  }

  /** All names a body could carry for a name in either spelling. */
  static Set<String> family(String name) {
    String wire = onWire(name);
    return OUTPUT_LIMITS.contains(wire) ? OUTPUT_LIMITS : Set.of(wire);
  }
}
