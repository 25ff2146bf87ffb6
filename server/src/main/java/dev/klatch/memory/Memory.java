package dev.klatch.memory;

import java.time.Instant;

/**
 * One thing remembered of a person.
 *
 * @param agentId the agent it is for; empty: for all
 * @param key its name, unique for person and agent
 * @param tokens size of the value
 */
public record Memory(
    String userId, String agentId, String key, String value, int tokens, Instant updatedAt) {}
