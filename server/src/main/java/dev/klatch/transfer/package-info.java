/**
 * Conversations into and out of the product: export files of other programs and of our own.
 * Invariant: a conversation of a file is stored whole or not at all, for the person who sent it and
 * under new ids; nothing of a file decides whose or which conversation is written to.
 */
@NullMarked
package dev.klatch.transfer;

import org.jspecify.annotations.NullMarked;
