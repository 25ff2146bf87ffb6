package dev.klatch.app;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How long temporary chats are kept: {@code interface.temporaryChatRetention}, or the variable. */
final class TemporaryChats {
  private static final int DEFAULT_HOURS = 720;
  private static final int MAX_HOURS = 8760;

  private TemporaryChats() {}

  /** Between an hour and a year; 30 days where nothing is set. */
  static Duration retention(Settings settings) {
    JsonNode configured = settings.catalog().ui().json().path("temporaryChatRetention");
    double hours =
        configured.isNumber()
            ? configured.doubleValue()
            : number(settings.environment().value("TEMP_CHAT_RETENTION_HOURS"));
    return Duration.ofMinutes(Math.round(Math.clamp(hours, 1, MAX_HOURS) * 60));
  }

  private static double number(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? DEFAULT_HOURS : Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return DEFAULT_HOURS;
    }
  }
}
