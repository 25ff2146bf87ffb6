package dev.klatch.generation;

import dev.klatch.json.Json;
import java.nio.charset.StandardCharsets;

/** The terminal error frame of an event stream. */
final class ErrorFrame {
  private ErrorFrame() {}

  static byte[] of(String message) {
    String data = Json.write(Json.object().put("error", message));
    return ("event: error\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
