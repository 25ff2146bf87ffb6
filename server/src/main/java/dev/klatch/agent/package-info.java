/**
 * Stored agents: instructions, model and parameters under a name, with versions. Runs get them
 * through the app. Invariant: an agent is found only through {@link dev.klatch.agent.AgentService},
 * which asks {@link dev.klatch.access.Policy}; its instructions are shown to those who may edit it.
 */
@NullMarked
package dev.klatch.agent;

import org.jspecify.annotations.NullMarked;
