package dev.klatch.conversation;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/messages}: reads and edits messages, in the shapes of the wire contract. */
public final class MessageRoutes {
  private static final String JSON = "application/json; charset=utf-8";

  private static final Set<String> PRAISE =
      Set.of("accurate_reliable", "creative_solution", "clear_well_written", "attention_to_detail");
  private static final Set<String> COMPLAINTS =
      Set.of(
          "not_matched",
          "inaccurate",
          "bad_style",
          "missing_image",
          "unjustified_refusal",
          "not_helpful",
          "other");
  private static final int MAX_TEXT = 1_000_000;
  private static final int MAX_NAME = 256;
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final MessageService service;

  public MessageRoutes(MessageService service) {
    this.service = service;
  }

  public void register(Router router) {
    router.get("/api/messages/{conversationId}", Access.USER, this::list);
    router.get("/api/messages/{conversationId}/{messageId}", Access.USER, this::get);
    router.put("/api/messages/{conversationId}/{messageId}", Access.USER, this::edit);
    router.delete("/api/messages/{conversationId}/{messageId}", Access.USER, this::delete);
    router.put("/api/messages/{conversationId}/{messageId}/feedback", Access.USER, this::rate);
    router.post("/api/messages/{conversationId}", Access.USER, this::add);
    router.post("/api/messages/branch", Access.USER, this::keepOne);
    router.post("/api/messages/artifact/{messageId}", Access.USER, this::replace);
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
    reply.put("text", m.text());
    reply.put("isCreatedByUser", m.fromUser());
    if (m.tokenCount() != null) {
      reply.put("tokenCount", m.tokenCount());
    }
    reply.put("endpoint", m.endpoint());
    exchange.reply(reply);
  }

  private void delete(Exchange exchange) {
    service.delete(
        exchange.principal().id(),
        exchange.pathParameter("conversationId"),
        exchange.pathParameter("messageId"));
    exchange.replyEmpty(204);
  }

  private void rate(Exchange exchange) {
    Message.Feedback feedback = feedback(exchange.jsonObject().get("feedback"));
    Message m =
        service.rate(
            exchange.principal().id(),
            exchange.pathParameter("conversationId"),
            exchange.pathParameter("messageId"),
            feedback);
    ObjectNode reply = Json.object();
    reply.put("messageId", m.id());
    reply.put("conversationId", m.conversationId());
    if (feedback != null) {
      reply.set("feedback", ExtrasCodec.toJson(feedback));
    }
    exchange.reply(reply);
  }

  private void add(Exchange exchange) {
    Message m =
        service.add(
            exchange.principal().id(),
            message(
                exchange.pathParameter("conversationId"), exchange.jsonObject(), service.now()));
    answer(exchange, 201, m);
  }

  private void keepOne(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    Message m =
        service.keepOne(
            exchange.principal().id(),
            Json.text(body, "messageId", ""),
            Json.text(body, "agentId", ""));
    answer(exchange, 201, m);
  }

  private void answer(Exchange exchange, int status, Message m) {
    Conversation conversation = service.conversation(exchange.principal().id(), m.conversationId());
    exchange.reply(status, MessageWire.full(m, conversation));
  }

  private void replace(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    Integer index = index(body);
    String original = Json.text(body, "original", "");
    String updated = Json.text(body, "updated");
    if (index == null || index < 0 || original.isEmpty() || updated == null) {
      throw AppException.badRequest(
          "INVALID_CHANGE", "index, original and updated are needed: nothing was changed.");
    }
    Message m =
        service.replace(
            exchange.principal().id(),
            exchange.pathParameter("messageId"),
            index,
            original,
            updated);
    ObjectNode reply = Json.object();
    reply.put("conversationId", m.conversationId());
    reply.set("content", PartCodec.toJson(m.parts(), m.extras().speakers()));
    reply.put("text", m.text());
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

  /** Null takes the feedback back. */
  private static Message.@Nullable Feedback feedback(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    String rating = Json.text(node, "rating", "");
    if (!rating.equals("thumbsUp") && !rating.equals("thumbsDown")) {
      throw AppException.badRequest(
          "INVALID_FEEDBACK", "feedback.rating must be thumbsUp or thumbsDown.");
    }
    boolean positive = rating.equals("thumbsUp");
    String tag = blankToNull(tag(node));
    if (tag != null && !(positive ? PRAISE : COMPLAINTS).contains(tag)) {
      throw AppException.badRequest(
          "INVALID_FEEDBACK", "feedback.tag is none of those that go with " + rating + ".");
    }
    String text = blankToNull(Json.text(node, "text"));
    if (text != null && text.length() > Message.Feedback.MAX_TEXT) {
      throw AppException.badRequest(
          "INVALID_FEEDBACK",
          "feedback.text can have at most " + Message.Feedback.MAX_TEXT + " characters.");
    }
    return new Message.Feedback(positive, tag, text);
  }

  /** Clients send the tag's key, older ones an object with it. */
  private static @Nullable String tag(JsonNode node) {
    JsonNode tag = node.get("tag");
    return tag != null && tag.isObject() ? Json.text(tag, "key") : Json.text(node, "tag");
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** A message that a client adds by itself. */
  private static Message message(String conversationId, JsonNode body, Instant now) {
    String id = Json.text(body, "messageId", UUID.randomUUID().toString());
    String text = Json.text(body, "text", "");
    String sender = Json.text(body, "sender", "User");
    if (!UUID_FORM.matcher(id).matches()) {
      throw AppException.badRequest("INVALID_MESSAGE", "messageId must be a UUID.");
    }
    if (text.length() > MAX_TEXT || sender.length() > MAX_NAME) {
      throw AppException.badRequest("INVALID_MESSAGE", "The message is too long.");
    }
    boolean fromUser = body.path("isCreatedByUser").asBoolean(true);
    JsonNode content = body.get("content");
    return new Message(
        id,
        ObjectIds.of(id),
        conversationId,
        Json.text(body, "parentMessageId", Message.ROOT),
        fromUser,
        sender,
        text,
        fromUser ? List.of() : PartCodec.fromJson(content),
        Json.text(body, "endpoint", ""),
        Json.text(body, "model"),
        Json.flag(body, "unfinished"),
        Json.flag(body, "error"),
        null,
        null,
        null,
        Message.Extras.NONE,
        now,
        now);
  }
}
