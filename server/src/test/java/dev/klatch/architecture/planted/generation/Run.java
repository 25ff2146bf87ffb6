package dev.klatch.architecture.planted.generation;

/** What planted classes use. */
public final class Run {}
