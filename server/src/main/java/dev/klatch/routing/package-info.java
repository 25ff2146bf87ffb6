/**
 * Chat models around other chat models: what is repeated, replaced or chosen before an answer
 * begins. The app wires it between features and adapters. Invariant: nothing is repeated once a
 * token of the answer was delivered.
 */
@NullMarked
package dev.klatch.routing;

import org.jspecify.annotations.NullMarked;
