package dev.klatch.favorite;

/**
 * A tool somebody marked.
 *
 * @param itemType {@code builtin}, {@code tool}, {@code mcp} or {@code skill}
 */
public record ToolFavorite(String itemType, String itemId) {}
