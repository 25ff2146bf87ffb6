package dev.klatch.agent;

import java.time.Instant;

/**
 * A stored agent.
 *
 * @param id 24 hex digits; what grants name
 * @param agentId {@code agent_} and 21 characters; what conversations and clients name
 * @param author id of the person who made it
 * @param promoted whether administrators recommend it
 * @param version number of its newest version, from 1
 */
public record Agent(
    String id,
    String agentId,
    String author,
    boolean promoted,
    Definition definition,
    int version,
    Instant createdAt,
    Instant updatedAt) {}
