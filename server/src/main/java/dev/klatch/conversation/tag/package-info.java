/**
 * Bookmarks: words a person hangs on conversations. Only this package changes its tables; lists of
 * conversations read them. Invariant: how often a bookmark is used is counted, never remembered.
 */
@NullMarked
package dev.klatch.conversation.tag;

import org.jspecify.annotations.NullMarked;
