package dev.klatch.transfer;

import dev.klatch.config.SettingReader;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Bounds of imports.
 *
 * @param maxFileBytes largest file ({@code CONVERSATION_IMPORT_MAX_FILE_SIZE_BYTES})
 * @param perAddress imports that one address may begin in a window ({@code IMPORT_IP_*})
 * @param perPerson imports that one person may begin in a window ({@code IMPORT_USER_*})
 * @param folder where files wait while they are read; emptied at the start
 */
public record TransferConfig(long maxFileBytes, Rate perAddress, Rate perPerson, Path folder) {
  private static final int DEFAULT_MAX_BYTES = 262_144_000;

  /** So many in such a time. */
  public record Rate(int max, Duration window) {}

  /** Reads the settings; wrong ones are reported by the reader and replaced by the defaults. */
  public static TransferConfig read(SettingReader reader, Path data) {
    return new TransferConfig(
        reader.integer(
            "CONVERSATION_IMPORT_MAX_FILE_SIZE_BYTES", DEFAULT_MAX_BYTES, 1, Integer.MAX_VALUE),
        rate(reader, "IMPORT_IP", 100),
        rate(reader, "IMPORT_USER", 50),
        data.resolve("imports"));
  }

  private static Rate rate(SettingReader reader, String name, int max) {
    return new Rate(
        reader.integer(name + "_MAX", max, 1, 1_000_000),
        Duration.ofMinutes(reader.integer(name + "_WINDOW", 15, 1, 525_600)));
  }
}
