/** Tests of the journal, the log and the fold. */
@NullMarked
package dev.klatch.generation.journal;

import org.jspecify.annotations.NullMarked;
