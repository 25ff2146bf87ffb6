package dev.klatch.providerkey;

import dev.klatch.http.AppException;
import dev.klatch.json.Json;
import dev.klatch.provider.CallContext.UserCredentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The forms a key is sent and kept in: the key itself, or JSON with {@code apiKey} and {@code
 * baseURL}.
 */
final class KeyValue {
  private static final int MAX_LENGTH = 8_192;

  private KeyValue() {}

  /**
   * Checks what somebody wants to store.
   *
   * @return key and address in it
   * @throws AppException 400 naming what is wrong
   */
  static UserCredentials check(String value) {
    if (value.length() > MAX_LENGTH) {
      throw wrong("The key is longer than " + MAX_LENGTH + " characters.");
    }
    UserCredentials read =
        read(value).orElseThrow(() -> wrong("The key is neither text nor the JSON of a key."));
    if (read.apiKey().isEmpty()) {
      throw wrong("The key is empty. Paste it as the provider shows it.");
    }
    if (!read.apiKey().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      // It goes into a header: a line break there would be a header of its own.
      throw wrong("The key has blanks or characters that no key has. Paste it once more.");
    }
    if (read.baseUrl() != null && !isAddress(read.baseUrl())) {
      throw wrong("The address must be a whole one, such as https://api.example.com/v1.");
    }
    return read;
  }

  /** Key and address of a value; empty when it begins like JSON and is none. */
  static Optional<UserCredentials> read(String value) {
    String text = value.strip();
    if (!text.startsWith("{")) {
      return Optional.of(new UserCredentials(text, null));
    }
    try {
      JsonNode json = Json.parse(text);
      String key = Json.text(json, "apiKey", "").strip();
      return Optional.of(new UserCredentials(key, blankAsNull(Json.text(json, "baseURL"))));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
          && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static AppException wrong(String message) {
    return AppException.badRequest("INVALID_KEY", message);
  }
}
