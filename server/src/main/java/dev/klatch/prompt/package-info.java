/**
 * The library of prompts. Only this package changes its tables. Invariant: every access to a prompt
 * goes through {@code PromptService.require}, and a group always has a version in production.
 */
@NullMarked
package dev.klatch.prompt;

import org.jspecify.annotations.NullMarked;
