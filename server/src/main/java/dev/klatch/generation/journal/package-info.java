/**
 * What a run does, as numbered {@link dev.klatch.generation.journal.RunEvent}s: the journal that
 * survives a kill, the log that readers follow, and the one fold that makes content of them. Knows
 * nothing of requests or frames. Invariant: the fold of all events is the answer.
 */
@NullMarked
package dev.klatch.generation.journal;

import org.jspecify.annotations.NullMarked;
