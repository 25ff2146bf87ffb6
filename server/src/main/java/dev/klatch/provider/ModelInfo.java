package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/**
 * A model as offered to users.
 *
 * @param id what is sent as {@code model}
 * @param description one line for the picker
 * @param contextTokens size of the context window, when known
 * @param price prices as the provider's own list names them, when it does
 */
public record ModelInfo(
    String id,
    @Nullable String description,
    @Nullable Integer contextTokens,
    EndpointConfig.@Nullable TokenPrice price) {
  public ModelInfo(String id, @Nullable String description, @Nullable Integer contextTokens) {
    this(id, description, contextTokens, null);
  }

  public static ModelInfo of(String id) {
    return new ModelInfo(id, null, null);
  }
}
