/**
 * The hot path. A run is one assistant turn: it assembles the prompt, follows the model's stream,
 * and is told to any number of readers. Everything a run does is a numbered {@link
 * dev.klatch.generation.RunEvent}; one fold makes the message of it. Invariant: an event is in the
 * journal before a reader sees it.
 */
@NullMarked
package dev.klatch.generation;

import org.jspecify.annotations.NullMarked;
