package dev.klatch.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of conversations ends.
 *
 * @param updatedAt milliseconds since 1970 of the last row
 * @param id id of the last row
 */
public record Cursor(long updatedAt, String id) {
  /** Opaque text for clients. */
  public String encode() {
    String text = updatedAt + ":" + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The cursor a client sent back, or null for a forged one: listing then starts at the top. */
  public static @Nullable Cursor decode(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int colon = plain.indexOf(':');
      return colon < 0
          ? null
          : new Cursor(Long.parseLong(plain.substring(0, colon)), plain.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
