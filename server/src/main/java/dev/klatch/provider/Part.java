package dev.klatch.provider;

import org.jspecify.annotations.Nullable;

/** A piece of a message's content. The union is closed: a new kind is a new record here. */
public sealed interface Part {
  /** Visible text. */
  record Text(String text) implements Part {}

  /**
   * A picture for a model to look at.
   *
   * @param type media type
   * @param base64 the encoded picture
   * @param detail how closely to look ({@code low}, {@code high}, {@code auto}), or null
   * @param width in pixels, 0 when unknown
   * @param height in pixels, 0 when unknown
   */
  record Image(String type, String base64, @Nullable String detail, int width, int height)
      implements Part {
    private static final int TILE = 512;
    private static final int BASE_TOKENS = 85;
    private static final int TILE_TOKENS = 170;
    private static final double LONG_EDGE = 2048;
    private static final double SHORT_EDGE = 768;

    /** About how many tokens it takes, as OpenAI counts. */
    public int estimatedTokens() {
      if ("low".equals(detail) || width <= 0 || height <= 0) {
        return BASE_TOKENS;
      }
      double scale = Math.min(1, LONG_EDGE / Math.max(width, height));
      scale = Math.min(scale, SHORT_EDGE / Math.min(width, height));
      int across = (int) Math.ceil(width * scale / TILE);
      int down = (int) Math.ceil(height * scale / TILE);
      return BASE_TOKENS + TILE_TOKENS * across * down;
    }

    /** The picture as an address that holds it. */
    public String dataUrl() {
      return "data:" + type + ";base64," + base64;
    }

    /** Never shows the picture. */
    @Override
    public String toString() {
      return "Image[" + type + ", " + width + " × " + height + "]";
    }
  }

  /**
   * The model's thinking.
   *
   * @param durationMillis how long it took; null when not known
   */
  record Reasoning(String text, @Nullable Long durationMillis) implements Part {
    public Reasoning(String text) {
      this(text, null);
    }
  }

  /** A tool call and, once there, its output. {@code arguments} is JSON text. */
  record ToolCall(String id, String name, String arguments, @Nullable String output)
      implements Part {}

  /** Why the answer broke off or never came. */
  record Failure(FailureDetail detail) implements Part {}
}
