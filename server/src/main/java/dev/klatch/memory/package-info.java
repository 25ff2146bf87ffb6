/**
 * Memories: what is remembered of a person from one conversation to the next. Others may ask {@link
 * dev.klatch.memory.MemoryService#notes}. Invariant: nothing of it reaches a model once the person
 * has switched it off.
 */
@NullMarked
package dev.klatch.memory;

import org.jspecify.annotations.NullMarked;
