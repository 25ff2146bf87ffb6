package dev.klatch.prompt;

import dev.klatch.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What of the library is asked for.
 *
 * @param name part of the name or command; empty: any
 * @param category exactly this one; empty: those without; null: any
 * @param after where the page before ended; null: the start
 * @param limit most rows, at least 1
 */
record PromptListing(String name, @Nullable String category, @Nullable Position after, int limit) {
  private static final int MAX_CURSOR = 512;

  /** The last row of a page: groups are listed from the one changed last. */
  record Position(long updatedAt, String id) {
    static Position of(PromptGroup group) {
      return new Position(group.updatedAt().toEpochMilli(), group.id());
    }

    /** Opaque text for clients. */
    String encode() {
      String text = Json.write(Json.array().add(updatedAt).add(id));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a client sent back; null, which is the start, for a forged one. */
    static @Nullable Position decode(@Nullable String text) {
      if (text == null || text.length() > MAX_CURSOR) {
        return null;
      }
      try {
        JsonNode parts =
            Json.parse(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        boolean fits =
            parts.isArray()
                && parts.size() == 2
                && parts.get(0).canConvertToLong()
                && parts.get(1).isString()
                && parts.get(1).stringValue().matches("[0-9a-f]{24}");
        return fits ? new Position(parts.get(0).longValue(), parts.get(1).stringValue()) : null;
      } catch (IllegalArgumentException | JacksonException e) {
        return null;
      }
    }
  }
}
