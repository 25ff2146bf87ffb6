/**
 * Presets: a model and its settings under a name. Only this package changes its table. Invariant: a
 * person has at most one default preset.
 */
@NullMarked
package dev.klatch.preset;

import org.jspecify.annotations.NullMarked;
