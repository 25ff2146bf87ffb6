/**
 * Which endpoints, models and interface settings a user sees, read from the settings file by {@link
 * dev.klatch.catalog.CatalogConfig}. Generation and administration may ask {@link
 * dev.klatch.catalog.CatalogService}. Invariant: no answer waits for a slow provider longer than
 * two seconds, and no key or header value leaves this package.
 */
@NullMarked
package dev.klatch.catalog;

import org.jspecify.annotations.NullMarked;
