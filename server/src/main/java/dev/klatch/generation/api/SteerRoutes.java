package dev.klatch.generation.api;

import dev.klatch.generation.journal.Steer;
import dev.klatch.generation.run.SteerService;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/agents/chat/steer}: what is sent while an answer is written (contract 3.8). */
final class SteerRoutes {
  private static final int MAX_CLIENT_ID = 128;

  private final SteerService service;

  SteerRoutes(SteerService service) {
    this.service = service;
  }

  void register(Router router) {
    router.post("/api/agents/chat/steer", Access.USER, this::queue);
    router.post("/api/agents/chat/steer/cancel", Access.USER, this::cancel);
    router.post("/api/agents/chat/steer/arm", Access.USER, this::arm);
  }

  private void queue(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    String conversationId = conversation(body);
    SteerService.Receipt receipt =
        service.queue(
            exchange.principal(),
            conversationId,
            GenerationRoutes.epoch(body),
            clientId(body),
            Json.text(body, "text", ""));
    Steer steer = receipt.steer();
    ObjectNode reply = Json.object();
    reply.put("status", "queued");
    reply.put("steerId", steer.id());
    reply.put("position", receipt.position());
    reply.put("conversationId", conversationId);
    // An answer of one piece has no point at which it could be interrupted and taken up again.
    reply.put("preempt", false);
    Protocol.reply(exchange, 202, reply, Protocol.asked(exchange, body));
  }

  private void cancel(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    boolean removed =
        service.cancel(exchange.principal(), conversation(body), Json.text(body, "steerId", ""));
    Protocol.reply(
        exchange, 200, Json.object().put("removed", removed), Protocol.asked(exchange, body));
  }

  private void arm(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    conversation(body);
    Protocol.reply(
        exchange, 200, Json.object().put("armed", false), Protocol.asked(exchange, body));
  }

  private static String conversation(JsonNode body) {
    String id = Json.text(body, "conversationId", Json.text(body, "streamId", ""));
    if (id.isEmpty()) {
      throw AppException.badRequest(
          "INVALID_CONVERSATION", "conversationId is missing: nothing was kept.");
    }
    return id;
  }

  private static @Nullable String clientId(JsonNode body) {
    String id = Json.text(body, "clientSteerId");
    if (id != null && id.length() > MAX_CLIENT_ID) {
      throw AppException.badRequest("INVALID_STEER_ID", "clientSteerId is too long.");
    }
    return id;
  }
}
