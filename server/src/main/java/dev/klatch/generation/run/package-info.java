/**
 * Runs from request to saved answer. Called by {@code api} through {@link
 * dev.klatch.generation.run.RunEngine} and {@link dev.klatch.generation.run.RunService}. Invariant:
 * a conversation has one run at a time.
 */
@NullMarked
package dev.klatch.generation.run;

import org.jspecify.annotations.NullMarked;
