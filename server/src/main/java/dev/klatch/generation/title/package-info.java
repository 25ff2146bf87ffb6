/**
 * Titles of new conversations, made beside the first answer or after it. Invariant: a title that a
 * person gave is never replaced.
 */
@NullMarked
package dev.klatch.generation.title;

import org.jspecify.annotations.NullMarked;
