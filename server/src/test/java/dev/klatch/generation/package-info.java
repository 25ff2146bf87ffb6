/** Tests of the run engine: over real sockets and both database engines. */
@NullMarked
package dev.klatch.generation;

import org.jspecify.annotations.NullMarked;
