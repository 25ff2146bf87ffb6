/**
 * Events as the frames of the wire contract (3.5): its names and shapes stay in here. Invariant:
 * writing a frame changes nothing.
 */
@NullMarked
package dev.klatch.generation.frame;

import org.jspecify.annotations.NullMarked;
