/**
 * What people marked to find it quickly: models, agents, specs, tools. Nobody above needs it.
 * Invariant: a list is its owner's alone and never longer than {@link
 * dev.klatch.favorite.FavoriteService#MAX}.
 */
@NullMarked
package dev.klatch.favorite;

import org.jspecify.annotations.NullMarked;
