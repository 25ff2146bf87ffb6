package dev.klatch.conversation;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Duplicates and forks, in the shapes of the wire contract. */
public final class CopyRoutes {
  private final ConversationCopies copies;
  private final Limits limits;

  /** Copies that one address and one person may make in a time. */
  public record Limits(AttemptLimiter perAddress, AttemptLimiter perUser) {
    /**
     * Counts a copy that is about to be made.
     *
     * @throws AppException 429 when there were too many
     */
    public void count(Exchange exchange) {
      perAddress.count(exchange.clientAddress());
      perUser.count(exchange.principal().id());
    }
  }

  public CopyRoutes(ConversationCopies copies, Limits limits) {
    this.copies = copies;
    this.limits = limits;
  }

  public void register(Router router) {
    router.post("/api/convos/duplicate", Access.USER, this::duplicate);
    router.post("/api/convos/fork", Access.USER, this::fork);
  }

  private void duplicate(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    String id = required(body, "conversationId");
    limits.count(exchange);
    exchange.reply(
        201, wire(copies.duplicate(exchange.principal().id(), id, Json.text(body, "title"))));
  }

  private void fork(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    ConversationCopies.Fork fork =
        new ConversationCopies.Fork(
            required(body, "conversationId"),
            required(body, "messageId"),
            extent(Json.text(body, "option", "")),
            Json.flag(body, "splitAtTarget"),
            Json.text(body, "latestMessageId"));
    limits.count(exchange);
    exchange.reply(wire(copies.fork(exchange.principal().id(), fork)));
  }

  private static ConversationCopies.Extent extent(String option) {
    return switch (option) {
      case "directPath" -> ConversationCopies.Extent.PATH;
      case "includeBranches" -> ConversationCopies.Extent.PATH_WITH_BRANCHES;
      case "targetLevel", "" -> ConversationCopies.Extent.LEVEL;
      default ->
          throw AppException.badRequest(
              "INVALID_OPTION", "option must be directPath, includeBranches or targetLevel.");
    };
  }

  private static String required(JsonNode body, String field) {
    String value = Json.text(body, field);
    if (value == null || value.isEmpty()) {
      throw AppException.badRequest("FIELD_REQUIRED", field + " is missing.");
    }
    return value;
  }

  /** A new conversation as clients expect it. */
  public static ObjectNode wire(ConversationCopies.Copy copy) {
    Conversation c = copy.conversation();
    ObjectNode node = Json.object();
    node.set(
        "conversation",
        ConversationWire.full(c, copy.messages().stream().map(Message::objectId).toList()));
    ArrayNode messages = node.putArray("messages");
    copy.messages().forEach(m -> messages.add(MessageWire.full(m, c).put("user", c.userId())));
    return node;
  }
}
