/**
 * Projects: folders of conversations. Only this package changes its table. Invariant: a
 * conversation is only ever in a project of its own owner.
 */
@NullMarked
package dev.klatch.conversation.project;

import org.jspecify.annotations.NullMarked;
