/**
 * The built-in upstream: answers within the process, in the bytes a real one would send, so that
 * the same adapter, parser and wire record serve it. Only {@code app} names it. Invariant: every
 * answer says that it is simulated, and the same question gets the same answer.
 */
@NullMarked
package dev.klatch.provider.simulator;

import org.jspecify.annotations.NullMarked;
