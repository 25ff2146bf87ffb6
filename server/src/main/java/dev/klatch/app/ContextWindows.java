package dev.klatch.app;

import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.usage.ModelCatalog;

/**
 * How many tokens a model takes in: as configured, as its provider lists it, as generally known.
 */
final class ContextWindows {
  private final ModelCatalog catalog = new ModelCatalog();

  int of(EndpointConfig endpoint, String model) {
    EndpointConfig.TokenPrice price = endpoint.tokenConfig().get(model);
    if (price != null && price.context() != null) {
      return price.context();
    }
    for (ModelInfo info : endpoint.models()) {
      Integer context = info.contextTokens();
      if (info.id().equals(model) && context != null) {
        return context;
      }
    }
    return catalog.contextTokens(model);
  }
}
