package dev.klatch.catalog;

import dev.klatch.provider.CallContext;
import dev.klatch.provider.ChatProvider;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.providerkey.ProviderKeyService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The endpoints this installation offers, and the models of each. */
public final class CatalogService {
  /** A client takes a model list key of this name for its own "not loaded yet" mark. */
  private static final String RESERVED_NAME = "initial";

  private final Supplier<List<EndpointConfig>> endpoints;
  private final ModelLists lists;
  private final ModelSpecs specs;
  private final Clock clock;
  private final ProviderKeyService keys;

  /**
   * @param endpoints the endpoints in menu order; asked for each request, so that it may change
   * @param providers the adapter that serves an endpoint
   * @param keys what people bring for endpoints that ask for it
   */
  public CatalogService(
      Supplier<List<EndpointConfig>> endpoints,
      Function<EndpointConfig, ChatProvider> providers,
      ProviderKeyService keys,
      Clock clock) {
    this(endpoints, providers, keys, ModelSpecs.NONE, clock);
  }

  /**
   * @param specs ready-made choices of model and parameters
   */
  public CatalogService(
      Supplier<List<EndpointConfig>> endpoints,
      Function<EndpointConfig, ChatProvider> providers,
      ProviderKeyService keys,
      ModelSpecs specs,
      Clock clock) {
    this.endpoints = endpoints;
    this.specs = specs;
    this.clock = clock;
    this.lists = new ModelLists(providers, clock, Duration.ofSeconds(2));
    this.keys = keys;
  }

  /** The time that prices are told for. */
  Instant now() {
    return clock.instant();
  }

  /** Ready-made choices, and whether nothing else may be used. */
  public ModelSpecs specs() {
    return specs;
  }

  /** Endpoints in menu order. */
  public List<EndpointConfig> endpoints() {
    return endpoints.get().stream().filter(e -> !e.name().equals(RESERVED_NAME)).toList();
  }

  /** The endpoint of a name, exactly as configured. */
  public Optional<EndpointConfig> endpoint(String name) {
    return endpoints().stream().filter(endpoint -> endpoint.name().equals(name)).findFirst();
  }

  /**
   * Models by endpoint name, in menu order; of endpoints that ask each user for a key, those the
   * user's key may use.
   */
  public Map<String, List<ModelInfo>> models(String userId) {
    List<EndpointConfig> all = new ArrayList<>(endpoints());
    List<List<ModelInfo>> found =
        lists.of(all.stream().map(endpoint -> asked(userId, endpoint)).toList());
    Map<String, List<ModelInfo>> models = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      models.put(all.get(i).name(), found.get(i));
    }
    return models;
  }

  private ModelLists.Asked asked(String userId, EndpointConfig endpoint) {
    CallContext.UserCredentials own = keys.credentials(userId, endpoint).orElse(null);
    return new ModelLists.Asked(endpoint, own == null ? null : userId, own);
  }

  /** Models of one endpoint that needs no key of a user. */
  public List<ModelInfo> models(EndpointConfig endpoint) {
    return lists.of(endpoint);
  }
}
