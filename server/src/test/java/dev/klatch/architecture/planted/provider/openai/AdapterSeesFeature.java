package dev.klatch.architecture.planted.provider.openai;

import dev.klatch.architecture.planted.generation.Run;

/** Breaks: adapters see contracts and platform only. */
record AdapterSeesFeature(Run run) {}
