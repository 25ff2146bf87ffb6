package dev.klatch.generation.api;

import dev.klatch.http.Exchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which version of the control protocol a request speaks (wire contract 3.1). A client names it in
 * the body, the query or a header; it speaks version 2 only if all it names agree on 2.
 */
final class Protocol {
  static final int NEWEST = 2;

  /** Where bodies name it. */
  static final String FIELD = "generationProtocolVersion";

  private static final String HEADER = "X-LibreChat-Generation-Protocol";
  private static final String TWO = Integer.toString(NEWEST);

  private Protocol() {}

  /**
   * The version a request asks for.
   *
   * @param body null where the request has none
   */
  static int asked(Exchange exchange, @Nullable JsonNode body) {
    JsonNode named = body == null ? null : body.get(FIELD);
    String inBody = named == null || named.isNull() ? null : named.toString();
    String query = exchange.query(FIELD);
    String header = exchange.header(HEADER);
    boolean any = inBody != null || query != null || header != null;
    boolean agreed =
        (inBody == null || inBody.equals(TWO))
            && (query == null || query.equals(TWO))
            && (header == null || header.equals(TWO));
    return any && agreed ? NEWEST : 1;
  }

  /** Replies with the version in header and body, as clients want it. */
  static void reply(Exchange exchange, int status, ObjectNode body, int version) {
    name(exchange, version);
    exchange.reply(status, body.put(FIELD, version));
  }

  static void name(Exchange exchange, int version) {
    exchange.replyHeader(HEADER, Integer.toString(version));
  }
}
