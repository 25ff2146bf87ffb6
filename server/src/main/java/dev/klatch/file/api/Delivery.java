package dev.klatch.file.api;

import dev.klatch.http.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Sends what people uploaded, so that no browser runs any of it. */
final class Delivery {
  private Delivery() {}

  /** Even opened as a page of its own, the reply may load and run nothing. */
  static void harmless(Exchange exchange) {
    exchange.replyHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    exchange.replyHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** The browser saves the reply under a name instead of showing it. */
  static void attachment(Exchange exchange, String name) {
    String plain = name.replaceAll("[^ -~]|[\"\\\\]", "_");
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    exchange.replyHeader(
        "Content-Disposition",
        "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
  }

  /** Sends content of a known size and closes it. */
  static void send(Exchange exchange, String type, long size, InputStream content)
      throws IOException {
    try (content;
        OutputStream out = exchange.replyStream(200, type, size)) {
      content.transferTo(out);
    }
  }
}
