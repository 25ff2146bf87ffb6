/**
 * Reads text out of files: plain text, HTML, Office documents, OpenDocument, EPUB, PDF. Called by
 * {@code file.api}. Invariant: whatever a file claims, reading it takes bounded memory and time,
 * and nothing in it is run or fetched.
 */
@NullMarked
package dev.klatch.file.text;

import org.jspecify.annotations.NullMarked;
