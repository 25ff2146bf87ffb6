package dev.klatch.architecture.planted.account;

import dev.klatch.architecture.planted.generation.Run;

/** Breaks: account comes before generation. */
record EarlySeesLate(Run run) {}
