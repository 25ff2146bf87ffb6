/**
 * The one JSON mapper and small conveniences around it. Anyone may use it. Invariant: null and
 * absent are different things; absent record components are left out, never written as null.
 */
@NullMarked
package dev.klatch.json;

import org.jspecify.annotations.NullMarked;
