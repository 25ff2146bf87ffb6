package dev.klatch.catalog;

import tools.jackson.databind.node.ObjectNode;

/**
 * A ready-made choice of endpoint, model and parameters.
 *
 * @param name its id
 * @param endpoint the endpoint its preset names; {@code agents} when it names only an agent
 * @param preset conversation parameters by their wire names
 * @param json the entry as clients get it
 */
public record ModelSpec(String name, String endpoint, ObjectNode preset, ObjectNode json) {}
