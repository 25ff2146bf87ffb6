package dev.klatch.file;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the settings say about files.
 *
 * @param json the section {@code fileConfig} as clients get it, or null when it is missing
 * @param endpoints limits by endpoint name, and under {@code default}
 * @param serverMaxBytes of any file
 * @param avatarMaxBytes of a profile picture
 * @param tokenLimit most tokens of one file's text in a prompt
 * @param imageFormat format of stored images; null: as they came
 * @param secureImages whether images need their owner's session
 * @param rates how often files may be uploaded
 * @param stores which store takes what
 */
public record FileConfig(
    @Nullable JsonNode json,
    Map<String, FileLimits> endpoints,
    long serverMaxBytes,
    long avatarMaxBytes,
    int tokenLimit,
    @Nullable ImageFormat imageFormat,
    boolean secureImages,
    Rates rates,
    Stores stores) {

  /** Name of the limits for endpoints without own ones. */
  public static final String DEFAULT = "default";

  public FileConfig {
    endpoints = Map.copyOf(endpoints);
  }

  /** A format that images can be written in, or asked for. */
  public enum ImageFormat {
    PNG,
    JPEG,
    WEBP
  }

  /** So many uploads in a window, for one address and one person. */
  public record Rates(int perAddress, Duration addressWindow, int perUser, Duration userWindow) {}

  /** Whether each kind of file goes to S3 instead of the data folder. */
  public record Stores(boolean avatarsInS3, boolean imagesInS3, boolean documentsInS3) {
    public boolean anyInS3() {
      return avatarsInS3 || imagesInS3 || documentsInS3;
    }
  }

  /**
   * The limits for an endpoint: its own, else for custom ones those of {@code custom}, else those
   * of {@code agents}, else the default ones.
   */
  public FileLimits limits(@Nullable String endpoint, boolean custom) {
    FileLimits own = endpoint == null ? null : endpoints.get(endpoint);
    if (own == null && custom) {
      own = endpoints.get("custom");
      own = own == null ? endpoints.get("agents") : own;
    }
    return own == null ? endpoints.getOrDefault(DEFAULT, FileLimits.defaults()) : own;
  }
}
