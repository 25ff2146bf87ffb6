/**
 * Conversations and their message trees: what people wrote and received. Features above it in the
 * list use the service; only this package touches its tables. Invariant: a conversation is found
 * only by its owner, through {@link dev.klatch.conversation.ConversationService#require}.
 */
@NullMarked
package dev.klatch.conversation;

import org.jspecify.annotations.NullMarked;
