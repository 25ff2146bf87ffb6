package dev.klatch.file;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one endpoint's uploads.
 *
 * @param disabled no uploads at all
 * @param maxFiles with one message
 * @param maxBytes of one file
 * @param maxTotalBytes of all files of a message
 * @param types patterns of accepted media types; null: everything that can be read
 */
public record FileLimits(
    boolean disabled,
    int maxFiles,
    long maxBytes,
    long maxTotalBytes,
    @Nullable List<Pattern> types) {
  /** One mebibyte: what sizes in the settings count in. */
  public static final long MEGABYTE = 1 << 20;

  private static final int DEFAULT_MB = 512;
  private static final int DEFAULT_FILES = 10;

  /** Limits where the settings say nothing. */
  public static FileLimits defaults() {
    return new FileLimits(false, DEFAULT_FILES, DEFAULT_MB * MEGABYTE, DEFAULT_MB * MEGABYTE, null);
  }

  /** Whether a media type is accepted. */
  public boolean accepts(String media) {
    return types == null || types.stream().anyMatch(type -> type.matcher(media).find());
  }
}
