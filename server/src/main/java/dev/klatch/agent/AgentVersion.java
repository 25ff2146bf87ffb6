package dev.klatch.agent;

import java.time.Instant;

/**
 * What an agent was like after one change.
 *
 * @param madeBy id of the person who made the change
 */
record AgentVersion(int number, Definition definition, String madeBy, Instant madeAt) {}
