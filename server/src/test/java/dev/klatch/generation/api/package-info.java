/** Tests of the run engine: over real sockets and both database engines. */
@NullMarked
package dev.klatch.generation.api;

import org.jspecify.annotations.NullMarked;
