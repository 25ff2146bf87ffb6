package dev.klatch.testing;

import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Makes endpoint configurations for tests. */
public final class Endpoints {
  private String name = "Custom";
  private EndpointConfig.Type type = EndpointConfig.Type.CUSTOM;
  private String apiKey = "test-key-0001";
  private final String baseUrl;
  private boolean direct;
  private boolean userIdQuery;
  private Map<String, String> headers = Map.of();
  private Map<String, JsonNode> addParams = Map.of();
  private Set<String> dropParams = Set.of();
  private Map<String, JsonNode> customParams = Map.of();

  private Endpoints(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public static Endpoints at(String baseUrl) {
    return new Endpoints(baseUrl);
  }

  public Endpoints name(String value) {
    name = value;
    return this;
  }

  public Endpoints type(EndpointConfig.Type value) {
    type = value;
    return this;
  }

  public Endpoints apiKey(String value) {
    apiKey = value;
    return this;
  }

  public Endpoints direct() {
    direct = true;
    return this;
  }

  public Endpoints userIdQuery() {
    userIdQuery = true;
    return this;
  }

  public Endpoints headers(Map<String, String> value) {
    headers = value;
    return this;
  }

  /** Sets {@code addParams} from a JSON object. */
  public Endpoints add(String json) {
    addParams = fields(json);
    return this;
  }

  public Endpoints drop(String... names) {
    dropParams = Set.of(names);
    return this;
  }

  /** Sets {@code customParams} from a JSON object. */
  public Endpoints custom(String json) {
    customParams = fields(json);
    return this;
  }

  /** Fields of a JSON object. */
  public static Map<String, JsonNode> fields(String json) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    Json.parse(json).properties().forEach(e -> fields.put(e.getKey(), e.getValue()));
    return fields;
  }

  public EndpointConfig build() {
    return new EndpointConfig(
        name,
        type,
        apiKey,
        baseUrl,
        direct,
        headers,
        List.of(),
        false,
        userIdQuery,
        addParams,
        dropParams,
        EndpointConfig.TitleConfig.defaults(),
        null,
        null,
        null,
        customParams,
        Map.of());
  }
}
