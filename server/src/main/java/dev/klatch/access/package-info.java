/**
 * Roles and what they permit. Every feature above may ask {@link dev.klatch.access.AccessService}.
 * Invariant: a wrong or missing setting never gives a role more than its default.
 */
@NullMarked
package dev.klatch.access;

import org.jspecify.annotations.NullMarked;
