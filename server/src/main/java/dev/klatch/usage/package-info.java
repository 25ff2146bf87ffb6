/**
 * Token counts: what a call used, and estimates where a provider does not tell. Features above it
 * in the list use it. Invariant: an estimate is always marked as one.
 */
@NullMarked
package dev.klatch.usage;

import org.jspecify.annotations.NullMarked;
