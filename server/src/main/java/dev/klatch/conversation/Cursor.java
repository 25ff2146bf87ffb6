package dev.klatch.conversation;

import dev.klatch.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where a page of conversations ends.
 *
 * @param key what the list is sorted by: a title, or milliseconds since 1970
 * @param id id of the last row
 */
public record Cursor(String key, String id) {
  private static final int MAX_LENGTH = 16_384;

  /** Opaque text for clients. */
  public String encode(ConversationListing.Order order) {
    String text = Json.write(Json.array().add(order.code()).add(key).add(id));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The cursor a client sent back, or null for a forged one and for one of another order: listing
   * then starts at the top.
   */
  public static @Nullable Cursor decode(@Nullable String text, ConversationListing.Order order) {
    if (text == null || text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      JsonNode parts = Json.parse(plain);
      if (!parts.isArray() || parts.size() != 3 || !isText(parts)) {
        return null;
      }
      String key = parts.get(1).stringValue();
      boolean fits =
          parts.get(0).stringValue().equals(order.code())
              && (order.sort() == ConversationListing.Sort.TITLE || isNumber(key));
      return fits ? new Cursor(key, parts.get(2).stringValue()) : null;
    } catch (IllegalArgumentException | JacksonException e) {
      return null;
    }
  }

  private static boolean isText(JsonNode parts) {
    // The engine of the larger installations refuses the character NUL.
    return parts.valueStream().allMatch(n -> n.isString() && n.stringValue().indexOf('\0') < 0);
  }

  private static boolean isNumber(String key) {
    return key.matches("[0-9]{1,15}");
  }
}
