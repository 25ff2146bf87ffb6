package dev.klatch.architecture.planted.wire;

import dev.klatch.architecture.planted.usage.Usage;

/** Breaks: features of one group do not see each other. */
record SeesSibling(Usage usage) {}
