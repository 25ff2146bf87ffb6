package dev.klatch.share;

/**
 * What the server allows of shared links.
 *
 * @param enabled whether there are any ({@code ALLOW_SHARED_LINKS})
 * @param anonymous whether people who are not signed in may read those that are public ({@code
 *     ALLOW_SHARED_LINKS_PUBLIC})
 * @param files whether files may be shown ({@code SHARED_LINKS_SNAPSHOT_FILES}, {@code
 *     interface.sharedLinks.snapshotFiles})
 */
public record ShareConfig(boolean enabled, boolean anonymous, boolean files) {}
