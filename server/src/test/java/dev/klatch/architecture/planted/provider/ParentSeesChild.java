package dev.klatch.architecture.planted.provider;

import dev.klatch.architecture.planted.provider.openai.OpenAi;

/** Breaks: a parent package never imports its child. */
record ParentSeesChild(OpenAi openAi) {}
