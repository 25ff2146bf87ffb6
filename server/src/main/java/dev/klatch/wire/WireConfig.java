package dev.klatch.wire;

import java.util.Map;

/**
 * Bounds of the wire record.
 *
 * @param maxBodyBytes how much of a body is kept, before compression ({@code
 *     KLATCH_WIRE_MAX_BODY_KB}, default 512)
 * @param days age at which records are removed; 0 keeps none at all ({@code KLATCH_WIRE_DAYS},
 *     default 30)
 * @param maxBytes size of all records at which the oldest are removed ({@code KLATCH_WIRE_MAX_MB},
 *     default 512)
 */
public record WireConfig(int maxBodyBytes, int days, long maxBytes) {
  public static WireConfig defaults() {
    return of(Map.of());
  }

  /**
   * Reads the settings from environment variables.
   *
   * @throws IllegalArgumentException naming the variable that is not a number in range
   */
  public static WireConfig of(Map<String, String> environment) {
    return new WireConfig(
        1024 * number(environment, "KLATCH_WIRE_MAX_BODY_KB", 512, 1, 64 * 1024),
        number(environment, "KLATCH_WIRE_DAYS", 30, 0, 36_500),
        1024L * 1024 * number(environment, "KLATCH_WIRE_MAX_MB", 512, 1, 1_000_000));
  }

  /** Whether anything is recorded. */
  public boolean isEnabled() {
    return days > 0;
  }

  private static int number(
      Map<String, String> environment, String name, int fallback, int min, int max) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        name + " must be a whole number from " + min + " to " + max + ".");
  }
}
