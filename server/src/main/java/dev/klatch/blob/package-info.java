/**
 * Bytes under keys: a folder of this machine, or a bucket of an S3-compatible service. Callers are
 * features that keep files; they decide who may see what. Invariant: a key never leads outside the
 * store, whatever it says.
 */
@NullMarked
package dev.klatch.blob;

import org.jspecify.annotations.NullMarked;
