package dev.klatch.conversation;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/messages}: reads and edits messages, in the shapes of the wire contract. */
public final class MessageRoutes {
  private static final String JSON = "application/json; charset=utf-8";

  private final MessageService service;

  public MessageRoutes(MessageService service) {
    this.service = service;
  }

  public void register(Router router) {
    router.get("/api/messages/{conversationId}", Access.USER, this::list);
    router.get("/api/messages/{conversationId}/{messageId}", Access.USER, this::get);
    router.put("/api/messages/{conversationId}/{messageId}", Access.USER, this::edit);
  }

  private void list(Exchange exchange) {
    exchange.replyBytes(
        200,
        JSON,
        service.listAsJson(exchange.principal().id(), exchange.pathParameter("conversationId")));
  }

  /** The contract wants an array of one. */
  private void get(Exchange exchange) {
    String user = exchange.principal().id();
    Conversation conversation =
        service.conversation(user, exchange.pathParameter("conversationId"));
    Message message = service.require(user, conversation.id(), exchange.pathParameter("messageId"));
    exchange.reply(Json.array().add(MessageWire.full(message, conversation)));
  }

  private void edit(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    String text = Json.text(body, "text");
    if (text == null) {
      throw AppException.badRequest("TEXT_REQUIRED", "text is missing: nothing was changed.");
    }
    Message m =
        service.edit(
            exchange.principal().id(),
            exchange.pathParameter("conversationId"),
            exchange.pathParameter("messageId"),
            text,
            index(body));
    ObjectNode reply = Json.object();
    reply.put("messageId", m.id());
    reply.put("conversationId", m.conversationId());
    reply.put("parentMessageId", m.parentId());
    reply.put("sender", m.sender());
    reply.put("text", m.fromUser() ? m.text() : text);
    reply.put("isCreatedByUser", m.fromUser());
    if (m.tokenCount() != null) {
      reply.put("tokenCount", m.tokenCount());
    }
    reply.put("endpoint", m.endpoint());
    exchange.reply(reply);
  }

  private static @Nullable Integer index(JsonNode body) {
    JsonNode index = body.get("index");
    if (index == null || index.isNull()) {
      return null;
    }
    if (!index.isIntegralNumber()) {
      throw AppException.badRequest("INVALID_INDEX", "index must be a whole number.");
    }
    return index.intValue();
  }
}
