/**
 * The record of every outbound call: captured on the bytes, masked, bounded, shown to its owner.
 * Adapters report through the contract; {@code app} wires it. Invariant: no secret is in a stored
 * record, and nobody but the user of a call sees it.
 */
@NullMarked
package dev.klatch.wire;

import org.jspecify.annotations.NullMarked;
