package dev.klatch.provider.openai;

import dev.klatch.httpclient.Header;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a reply asks to wait, by the headers providers use for it. */
final class RetryAfter {
  private static final Pattern SPAN = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

  private RetryAfter() {}

  /** Milliseconds, or null when the reply does not say. */
  static @Nullable Long millis(List<Header> headers) {
    Long millis = parse(value(headers, "retry-after-ms"), 1, headers);
    if (millis == null) {
      millis = parse(value(headers, "retry-after"), 1_000, headers);
    }
    if (millis == null && "0".equals(value(headers, "x-ratelimit-remaining-requests"))) {
      millis = parse(value(headers, "x-ratelimit-reset-requests"), 1_000, headers);
    }
    if (millis == null) {
      millis = parse(value(headers, "x-ratelimit-reset-tokens"), 1_000, headers);
    }
    return millis;
  }

  private static @Nullable Long parse(
      @Nullable String value, long unitMillis, List<Header> headers) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return Math.max(0, Math.round(Double.parseDouble(value.strip()) * unitMillis));
    } catch (NumberFormatException e) {
      Long span = span(value.strip());
      return span != null ? span : untilDate(value.strip(), value(headers, "date"));
    }
  }

  /** {@code 6m0s}, {@code 120ms}, {@code 1h2m}. */
  private static @Nullable Long span(String value) {
    Matcher matcher = SPAN.matcher(value);
    double millis = 0;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      double number = Double.parseDouble(matcher.group(1));
      millis +=
          switch (matcher.group(2)) {
            case "ms" -> number;
            case "s" -> number * 1_000;
            case "m" -> number * 60_000;
            default -> number * 3_600_000;
          };
      end = matcher.end();
    }
    return end == value.length() && end > 0 ? Math.round(millis) : null;
  }

  /** An HTTP date, measured by the reply's own clock where it shows one. */
  private static @Nullable Long untilDate(String value, @Nullable String date) {
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      if (date == null) {
        return null;
      }
      Instant now = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Math.max(0, Duration.between(now, until).toMillis());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String value(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.isNamed(name)) {
        return header.value();
      }
    }
    return null;
  }
}
