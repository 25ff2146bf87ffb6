/**
 * The adapter of the OpenAI chat completions protocol, which serves every compatible endpoint. Only
 * {@code app} names it; features see the contract. Invariant: a parameter nobody set is never sent,
 * and one in {@code dropParams} never either.
 */
@NullMarked
package dev.klatch.provider.openai;

import org.jspecify.annotations.NullMarked;
