/**
 * What administrators look at: for now the doctor, which shows the findings about the settings.
 * Called by {@code app}; calls nothing but the platform. Its invariant: no secret value is ever
 * shown.
 */
@NullMarked
package dev.klatch.admin;

import org.jspecify.annotations.NullMarked;
