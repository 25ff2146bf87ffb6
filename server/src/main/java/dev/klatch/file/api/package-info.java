/**
 * Files over HTTP and for messages: uploading, listing, delivering, removing, profile pictures.
 * Wired by app. Invariant: nothing a person uploaded is ever delivered as a page that could run.
 */
@NullMarked
package dev.klatch.file.api;

import org.jspecify.annotations.NullMarked;
