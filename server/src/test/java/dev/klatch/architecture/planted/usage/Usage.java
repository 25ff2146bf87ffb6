package dev.klatch.architecture.planted.usage;

/** What planted classes use. */
public final class Usage {}
