package dev.klatch.architecture.planted.json;

import dev.klatch.architecture.planted.config.CycleEnd;

/** Breaks: no cycles. */
public record CycleStart(CycleEnd end) {}
