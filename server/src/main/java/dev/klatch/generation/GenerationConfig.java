package dev.klatch.generation;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the feature.
 *
 * @param journalFolder where the journal of running answers is kept
 * @param segmentBytes size of one journal file
 * @param titles whether titles are made at all ({@code TITLE_CONVO})
 * @param temporaryRetention how long a temporary conversation is kept
 */
public record GenerationConfig(
    Path journalFolder, int segmentBytes, boolean titles, Duration temporaryRetention) {
  /** A segment holds some ten thousand tokens of answers. */
  public static final int SEGMENT_BYTES = 8 * 1024 * 1024;

  /** Defaults, with the journal in a folder. */
  public static GenerationConfig defaults(Path journalFolder) {
    return new GenerationConfig(journalFolder, SEGMENT_BYTES, true, Duration.ofDays(30));
  }
}
