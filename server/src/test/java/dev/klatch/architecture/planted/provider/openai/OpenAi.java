package dev.klatch.architecture.planted.provider.openai;

/** What planted classes use. */
public final class OpenAi {}
