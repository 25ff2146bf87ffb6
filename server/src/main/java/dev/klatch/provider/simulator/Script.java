package dev.klatch.provider.simulator;

import dev.klatch.httpclient.Header;
import dev.klatch.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reply to play.
 *
 * @param firstMillis time until the reply begins
 * @param pieceMillis time between two pieces
 * @param pieces the body, as it arrives
 * @param breaks whether the connection breaks after the last piece
 */
record Script(
    int status,
    List<Header> headers,
    long firstMillis,
    long pieceMillis,
    Iterator<byte[]> pieces,
    boolean breaks) {
  static Script whole(int status, long firstMillis, String contentType, String body) {
    return new Script(
        status,
        List.of(new Header("Content-Type", contentType), new Header("Server", "klatch-simulator")),
        firstMillis,
        0,
        List.of(body.getBytes(StandardCharsets.UTF_8)).iterator(),
        false);
  }

  static Script json(int status, long firstMillis, ObjectNode body) {
    return whole(status, firstMillis, "application/json", Json.write(body));
  }

  Script with(String name, String value) {
    List<Header> more = new java.util.ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Script(status, List.copyOf(more), firstMillis, pieceMillis, pieces, breaks);
  }

  /** The reply to a question for the model list. */
  static Script models() {
    ObjectNode body = Json.object().put("object", "list");
    ArrayNode data = body.putArray("data");
    for (Behaviour behaviour : Behaviour.values()) {
      data.addObject().put("id", behaviour.model()).put("object", "model");
    }
    return json(200, 0, body);
  }
}
