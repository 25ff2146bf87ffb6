package dev.klatch.architecture.planted.config;

import dev.klatch.architecture.planted.json.CycleStart;
import org.jspecify.annotations.Nullable;

/** The other half of the cycle. */
public record CycleEnd(@Nullable CycleStart start) {}
