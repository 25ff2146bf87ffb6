/**
 * The hot path. A run is one assistant turn: it assembles the prompt, follows the model's stream,
 * and is told to any number of readers. This package holds only what the app hands in: the ports
 * that other features fill. Its children build on each other in this order: journal, run, {title,
 * frame}, api. Invariant: an event is in the journal before a reader sees it.
 */
@NullMarked
package dev.klatch.generation;

import org.jspecify.annotations.NullMarked;
