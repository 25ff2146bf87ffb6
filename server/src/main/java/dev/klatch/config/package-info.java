/**
 * Settings of a process: the environment over a {@code .env} file, one YAML file with a position
 * for every node, a schema that is data, and the findings all of these give rise to.
 *
 * <p>Callers are every floor above; this package knows no setting by its meaning except the
 * infrastructure secrets that must never be substituted. Its one invariant: reading never throws
 * because of what a person wrote. Whatever is wrong becomes a {@link dev.klatch.config.Finding},
 * the bad part is left out, and the rest is used.
 */
@NullMarked
package dev.klatch.config;

import org.jspecify.annotations.NullMarked;
