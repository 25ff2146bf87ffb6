package dev.klatch.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Times as export files write them: ISO texts, seconds or milliseconds since 1970. */
final class Times {
  private static final double MILLIS_FROM = 100_000_000_000.0;
  private static final double LATEST = 4_102_444_800_000.0;

  private Times() {}

  /** The time, or null for what is none or out of the years 1970 to 2100. */
  static @Nullable Instant of(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    if (value.isNumber()) {
      double number = value.doubleValue();
      double millis = number >= MILLIS_FROM ? number : number * 1_000;
      return millis > 0 && millis < LATEST ? Instant.ofEpochMilli((long) millis) : null;
    }
    try {
      if (!value.isString()) {
        return null;
      }
      Instant time = OffsetDateTime.parse(value.stringValue()).toInstant();
      return time.isBefore(Instant.EPOCH) || time.toEpochMilli() > LATEST ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
