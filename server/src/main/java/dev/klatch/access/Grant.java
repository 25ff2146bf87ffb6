package dev.klatch.access;

/** A right given to someone on one thing. */
public record Grant(ResourceType type, String resourceId, Grantee grantee, AccessRole role) {}
