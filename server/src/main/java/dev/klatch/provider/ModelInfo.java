package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/**
 * A model as offered to users.
 *
 * @param id what is sent as {@code model}
 * @param description one line for the picker
 * @param contextTokens size of the context window, when known
 */
public record ModelInfo(String id, @Nullable String description, @Nullable Integer contextTokens) {
  public static ModelInfo of(String id) {
    return new ModelInfo(id, null, null);
  }
}
