package dev.klatch.architecture.planted.provider.google;

import dev.klatch.architecture.planted.provider.openai.OpenAi;

/** Breaks: adapters do not see each other. */
record AdapterSeesAdapter(OpenAi openAi) {}
