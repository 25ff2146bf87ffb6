/**
 * The contract between features that want a model's answer and the adapters that know one upstream
 * wire protocol each. Values and interfaces only: nothing in here does I/O. Features may call it,
 * adapters implement it. Invariant: no type in here names a particular provider.
 */
@NullMarked
package dev.klatch.provider;

import org.jspecify.annotations.NullMarked;
