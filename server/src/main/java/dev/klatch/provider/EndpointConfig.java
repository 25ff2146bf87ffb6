package dev.klatch.provider;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A configured endpoint: one upstream address with its key, models and rules.
 *
 * @param name identity and menu label ({@code endpoints.custom[].name}, or {@code openAI})
 * @param type which protocol family and how clients treat it
 * @param apiKey key after {@code ${VAR}} expansion; {@code user_provided} when each user brings one
 * @param baseUrl API root after expansion, without trailing slashes; {@code user_provided} possible
 * @param directEndpoint true: {@code baseUrl} is the whole address of the completion call
 * @param headers extra request headers, {@code ${VAR}} expanded, placeholders still in
 * @param models fixed list, and fallback when fetching fails
 * @param fetchModels whether to ask the provider for its list
 * @param userIdQuery whether the model list request carries {@code ?user=}
 * @param addParams body fields that override everything but {@code dropParams}
 * @param dropParams body fields never sent, in either spelling
 * @param title how conversation titles are made
 * @param modelDisplayLabel sender label of answers
 * @param iconUrl icon address or known icon key
 * @param streamRateMillis configured {@code streamRate}
 * @param customParams raw {@code customParams} block
 * @param tokenConfig prices and context windows by model
 */
public record EndpointConfig(
    String name,
    Type type,
    String apiKey,
    String baseUrl,
    boolean directEndpoint,
    Map<String, String> headers,
    List<ModelInfo> models,
    boolean fetchModels,
    boolean userIdQuery,
    Map<String, JsonNode> addParams,
    Set<String> dropParams,
    TitleConfig title,
    @Nullable String modelDisplayLabel,
    @Nullable String iconUrl,
    @Nullable Double streamRateMillis,
    Map<String, JsonNode> customParams,
    Map<String, TokenPrice> tokenConfig) {
  /** The value that makes a setting each user's own. */
  public static final String USER_PROVIDED = "user_provided";

  /** Kinds of endpoint. */
  public enum Type {
    /** The built-in {@code openAI} endpoint. */
    OPENAI,
    /** An entry of {@code endpoints.custom}. */
    CUSTOM,
    /** The built-in simulator. */
    SIMULATOR
  }

  /**
   * How conversation titles are made.
   *
   * @param enabled whether titles are made
   * @param model title model; null or {@code current_model}: the chat's own
   * @param method {@code completion}, {@code functions} or {@code structured}
   * @param prompt instruction with {@code {convo}}; null: the built-in one
   * @param promptTemplate how {@code {input}} and {@code {output}} make the text; null: built-in
   * @param endpoint name of the endpoint whose credentials are used; null: the chat's own
   * @param timing in parallel with the answer, or after it
   */
  public record TitleConfig(
      boolean enabled,
      @Nullable String model,
      String method,
      @Nullable String prompt,
      @Nullable String promptTemplate,
      @Nullable String endpoint,
      Timing timing) {
    /** When the title is made. */
    public enum Timing {
      IMMEDIATE,
      FINAL
    }

    public static TitleConfig defaults() {
      return new TitleConfig(true, null, "completion", null, null, null, Timing.IMMEDIATE);
    }
  }

  /** Prices in USD per million tokens and the context window in tokens; null: not configured. */
  public record TokenPrice(
      @Nullable Double prompt,
      @Nullable Double completion,
      @Nullable Integer context,
      @Nullable Double cacheRead,
      @Nullable Double cacheWrite) {}

  public EndpointConfig {
    headers = Map.copyOf(headers);
    models = List.copyOf(models);
    addParams = Map.copyOf(addParams);
    dropParams = Set.copyOf(dropParams);
    customParams = Map.copyOf(customParams);
    tokenConfig = Map.copyOf(tokenConfig);
  }

  public boolean userProvidesKey() {
    return USER_PROVIDED.equals(apiKey);
  }

  public boolean userProvidesUrl() {
    return USER_PROVIDED.equals(baseUrl);
  }

  /** Never shows the key or header values. */
  @Override
  public String toString() {
    return "EndpointConfig[" + name + ", " + type + "]";
  }
}
