package dev.klatch.architecture.planted.conversation;

import dev.klatch.architecture.planted.provider.openai.OpenAi;

/** Breaks: features see contracts, never adapters. */
record FeatureSeesAdapter(OpenAi openAi) {}
