package dev.klatch.favorite;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One mark: an agent, a model of an endpoint, or a model spec; the other fields are null. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Favorite(
    @Nullable String agentId,
    @Nullable String model,
    @Nullable String endpoint,
    @Nullable String spec) {}
