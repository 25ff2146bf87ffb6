/**
 * Passwords, signed tokens, identifiers and encryption of stored secrets. Knows no user and no
 * chat; anyone may use it. Invariant: comparisons of secrets take the same time whatever differs,
 * and no secret appears in an exception.
 */
@NullMarked
package dev.klatch.crypto;

import org.jspecify.annotations.NullMarked;
