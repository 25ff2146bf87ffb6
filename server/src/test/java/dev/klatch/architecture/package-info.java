/**
 * The rules of ARCHITECTURE.md as tests, each with a planted violation that proves it can fail. The
 * package {@code planted} is a small copy of the package tree in which every rule is broken once.
 */
@NullMarked
package dev.klatch.architecture;

import org.jspecify.annotations.NullMarked;
