package dev.klatch.provider.openai;

import dev.klatch.httpclient.ExchangeObserver;
import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpFailure;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.httpclient.OutboundRequest;
import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Looks whether an Ollama answers at an address, and makes an endpoint of it. */
public final class OllamaProbe {
  /** Name of the endpoint made. */
  public static final String NAME = "ollama";

  private static final HttpLimits LIMITS = HttpLimits.within(Duration.ofSeconds(2));
  private static final int MAX_TAGS_BYTES = 4 * 1024 * 1024;

  private final HttpTransport transport;

  public OllamaProbe(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * Asks once; waits two seconds at most for each phase.
   *
   * @param root address without path, such as {@code http://localhost:11434}
   * @return the endpoint, or empty when nothing answers or no model is installed
   */
  public Optional<EndpointConfig> find(String root) {
    OutboundRequest request;
    try {
      request =
          OutboundRequest.get(
              URI.create(root + "/api/tags"),
              List.of(new Header("Accept", "application/json")),
              false,
              LIMITS);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    try (HttpCall call = transport.newCall(request, new ExchangeObserver() {})) {
      call.execute();
      if (call.status() != 200) {
        return Optional.empty();
      }
      byte[] body = Bodies.read(call, new byte[0], MAX_TAGS_BYTES);
      List<ModelInfo> models = models(Json.MAPPER.readTree(body));
      return models.isEmpty() ? Optional.empty() : Optional.of(endpoint(root, models));
    } catch (HttpFailure | JacksonException e) {
      return Optional.empty();
    }
  }

  private static List<ModelInfo> models(JsonNode tags) {
    List<ModelInfo> models = new ArrayList<>();
    for (JsonNode model : tags.path("models")) {
      String name = Json.text(model, "name");
      if (name != null) {
        models.add(new ModelInfo(name, description(model.path("details")), null));
      }
    }
    return models;
  }

  private static String description(JsonNode details) {
    String size = Json.text(details, "parameter_size", "");
    String quantization = Json.text(details, "quantization_level", "");
    String facts = (size + " " + quantization).strip();
    return facts.isEmpty() ? "Runs on this machine" : "Runs on this machine (" + facts + ")";
  }

  private static EndpointConfig endpoint(String root, List<ModelInfo> models) {
    return new EndpointConfig(
        NAME,
        EndpointConfig.Type.CUSTOM,
        // Ollama wants no key, but the protocol's header does no harm.
        "ollama",
        root + "/v1",
        false,
        Map.of(),
        models,
        true,
        false,
        Map.of(),
        Set.of(),
        EndpointConfig.TitleConfig.defaults(),
        "Ollama",
        null,
        null,
        Map.of(),
        Map.of());
  }
}
