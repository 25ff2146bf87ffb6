package dev.klatch.catalog;

import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.usage.ModelCatalog;
import dev.klatch.usage.ModelFacts;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An endpoint as clients see it: never its address, key or headers. */
final class EndpointView {
  private EndpointView() {}

  /** The entry of {@code GET /api/endpoints}; what other clients do not know is under klatch. */
  static ObjectNode of(EndpointConfig endpoint, int order, List<ModelInfo> models) {
    ObjectNode view = Json.object();
    view.put("order", order);
    if (endpoint.type() != EndpointConfig.Type.OPENAI) {
      view.put("type", "custom");
    }
    view.put("userProvide", endpoint.userProvidesKey());
    view.put("userProvideURL", endpoint.userProvidesUrl());
    if (endpoint.modelDisplayLabel() != null) {
      view.put("modelDisplayLabel", endpoint.modelDisplayLabel());
    }
    if (endpoint.iconUrl() != null) {
      view.put("iconURL", endpoint.iconUrl());
    }
    if (!endpoint.customParams().isEmpty()) {
      ObjectNode params = view.putObject("customParams");
      endpoint.customParams().forEach(params::set);
    }
    ObjectNode own = view.putObject("klatch");
    own.put("simulated", endpoint.type() == EndpointConfig.Type.SIMULATOR);
    own.put("local", isLocal(endpoint.baseUrl()));
    ObjectNode described = own.putObject("models");
    for (ModelInfo model : models) {
      if (model.description() != null || model.contextTokens() != null) {
        described.set(model.id(), Json.MAPPER.valueToTree(details(model)));
      }
    }
    return view;
  }

  /** Stored agents, which clients take for an endpoint; what agents can do beyond talking: none. */
  static ObjectNode agents(int order) {
    ObjectNode view = Json.object();
    view.put("userProvide", false);
    view.putArray("capabilities");
    view.put("order", order);
    view.put("disableBuilder", false);
    return view;
  }

  private record Details(@Nullable String description, @Nullable Integer contextTokens) {}

  private static Details details(ModelInfo model) {
    return new Details(model.description(), model.contextTokens());
  }

  private static ObjectNode facts(@Nullable ModelFacts facts, @Nullable LocalDate priceDay) {
    ObjectNode view = Json.object();
    if (facts == null) {
      return view;
    }
    if (facts.contextTokens() != null) {
      view.put("context", facts.contextTokens());
    }
    ModelFacts.Price price = priceDay == null ? null : facts.price(priceDay, 0);
    if (price != null) {
      view.put("prompt", price.input()).put("completion", price.output());
      view.put("cacheWrite", price.cacheWrite()).put("cacheRead", price.cacheRead());
    }
    return view;
  }

  /**
   * Context windows and prices of an endpoint's models: as configured, as the provider lists them,
   * as generally known.
   *
   * @param priceDay the day whose prices are shown; null: none are
   */
  static ObjectNode tokens(
      EndpointConfig endpoint,
      List<ModelInfo> models,
      ModelCatalog known,
      @Nullable LocalDate priceDay) {
    ObjectNode view = Json.object();
    for (ModelInfo model : models) {
      ObjectNode facts = facts(known.find(model.id()).orElse(null), priceDay);
      if (model.contextTokens() != null) {
        facts.put("context", model.contextTokens());
      }
      if (!facts.isEmpty()) {
        view.set(model.id(), facts);
      }
    }
    for (Map.Entry<String, EndpointConfig.TokenPrice> entry : endpoint.tokenConfig().entrySet()) {
      EndpointConfig.TokenPrice price = entry.getValue();
      EndpointConfig.TokenPrice shown =
          priceDay != null
              ? price
              : new EndpointConfig.TokenPrice(null, null, price.context(), null, null);
      view.set(entry.getKey(), Json.MAPPER.valueToTree(shown));
    }
    return view;
  }

  /** Whether an address is on this machine or a private network, judged by its text alone. */
  static boolean isLocal(String baseUrl) {
    try {
      String host = URI.create(baseUrl).getHost();
      return host != null && Hosts.isPrivate(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
