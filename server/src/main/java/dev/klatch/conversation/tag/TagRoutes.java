package dev.klatch.conversation.tag;

import static dev.klatch.conversation.MessageWire.time;

import dev.klatch.access.Policy;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Handler;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/tags}: bookmarks, in the shapes of the wire contract. */
public final class TagRoutes {
  private final TagService service;
  private final Policy policy;

  public TagRoutes(TagService service, Policy policy) {
    this.service = service;
    this.policy = policy;
  }

  public void register(Router router) {
    router.get("/api/tags", Access.USER, permitted(this::list));
    router.post("/api/tags", Access.USER, permitted(this::create));
    router.put("/api/tags/{tag}", Access.USER, permitted(this::update));
    router.delete("/api/tags/{tag}", Access.USER, permitted(this::delete));
    router.put("/api/tags/convo/{conversationId}", Access.USER, permitted(this::assign));
  }

  private Handler permitted(Handler handler) {
    return exchange -> {
      policy.require(exchange.principal(), "BOOKMARKS", "USE");
      handler.handle(exchange);
    };
  }

  private void list(Exchange exchange) {
    ArrayNode list = Json.array();
    service.list(exchange.principal().id()).forEach(tag -> list.add(wire(tag)));
    exchange.reply(list);
  }

  private void create(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    String conversation =
        Json.flag(body, "addToConversation") ? Json.text(body, "conversationId") : null;
    exchange.reply(
        wire(
            service.create(
                exchange.principal().id(),
                Json.text(body, "tag", ""),
                Json.text(body, "description"),
                conversation)));
  }

  private void update(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    JsonNode position = body.path("position");
    exchange.reply(
        wire(
            service.update(
                exchange.principal().id(),
                exchange.pathParameter("tag"),
                new TagService.Change(
                    Json.text(body, "tag"),
                    Json.text(body, "description"),
                    position.isInt() ? (Integer) position.intValue() : null))));
  }

  private void delete(Exchange exchange) {
    exchange.reply(wire(service.delete(exchange.principal().id(), exchange.pathParameter("tag"))));
  }

  private void assign(Exchange exchange) {
    JsonNode names = exchange.jsonObject().path("tags");
    if (!names.isArray() || names.valueStream().anyMatch(name -> !name.isString())) {
      throw AppException.badRequest("TAGS_REQUIRED", "tags must be a list of names.");
    }
    List<String> wanted = names.valueStream().map(JsonNode::stringValue).toList();
    ArrayNode reply = Json.array();
    service
        .assign(exchange.principal().id(), exchange.pathParameter("conversationId"), wanted)
        .forEach(reply::add);
    exchange.reply(reply);
  }

  private static ObjectNode wire(Tag tag) {
    ObjectNode node = Json.object();
    node.put("_id", tag.id());
    node.put("user", tag.userId());
    node.put("tag", tag.name());
    node.put("description", tag.description());
    node.put("position", tag.position());
    node.put("count", tag.count());
    node.put("createdAt", time(tag.createdAt()));
    node.put("updatedAt", time(tag.updatedAt()));
    return node;
  }
}
