package dev.klatch.app;

import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;

/** How many tokens a model takes in. */
final class ContextWindows {
  /** Assumed where nothing is known, as the reference server does. */
  private static final int UNKNOWN = 32_000;

  private ContextWindows() {}

  static int of(EndpointConfig endpoint, String model) {
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
    return UNKNOWN;
  }
}
