/** The feature put together, and its routes. Called by the app. */
@NullMarked
package dev.klatch.generation.api;

import org.jspecify.annotations.NullMarked;
