/**
 * Files of people: what is stored of each, the limits that the settings give, and what a file is,
 * judged by its content. Called by its own child packages and by app. Invariant: a file is found by
 * its owner only, through {@code file.api.FileService.require}.
 */
@NullMarked
package dev.klatch.file;

import org.jspecify.annotations.NullMarked;
