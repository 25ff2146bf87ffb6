package dev.klatch.memory;

import dev.klatch.access.Policy;
import dev.klatch.account.UserView;
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

/** {@code /api/memories}, in the shapes of the wire contract. */
public final class MemoryRoutes {
  private static final int MAX_BODY = 100 * 1024;

  private final MemoryService service;
  private final Policy access;

  public MemoryRoutes(MemoryService service, Policy access) {
    this.service = service;
    this.access = access;
  }

  public void register(Router router) {
    router.get("/api/memories", Access.USER, permitted("READ", this::list));
    router.post("/api/memories", Access.USER, permitted("CREATE", this::create));
    router.patch("/api/memories/preferences", Access.USER, permitted("OPT_OUT", this::prefer));
    router.patch("/api/memories/{key}", Access.USER, permitted("UPDATE", this::update));
    router.delete("/api/memories/{key}", Access.USER, permitted("UPDATE", this::delete));
  }

  private Handler permitted(String permission, Handler handler) {
    return exchange -> {
      boolean offered =
          service.config().enabled()
              && (service.config().personalize() || !permission.equals("OPT_OUT"));
      if (!offered
          || !access.may(exchange.principal(), "MEMORIES", "USE")
          || !access.may(exchange.principal(), "MEMORIES", permission)) {
        throw AppException.forbidden("Forbidden: Insufficient permissions");
      }
      handler.handle(exchange);
    };
  }

  private void list(Exchange exchange) {
    List<Memory> all = service.list(exchange.principal().id());
    int total = all.stream().mapToInt(Memory::tokens).sum();
    Integer limit = service.config().tokenLimit();
    ObjectNode reply = Json.object();
    ArrayNode rows = reply.putArray("memories");
    all.forEach(memory -> rows.add(wire(memory)));
    reply.put("totalTokens", total);
    reply.put("tokenLimit", limit);
    reply.put("charLimit", service.config().charLimit());
    reply.put("usagePercentage", limit == null ? null : percentage(total, limit));
    exchange.reply(reply);
  }

  private static Integer percentage(int total, int limit) {
    return limit == 0 ? 100 : (int) Math.min(100, Math.round(100.0 * total / limit));
  }

  private void create(Exchange exchange) {
    JsonNode body = exchange.jsonObject(MAX_BODY);
    MemoryService.Place place =
        new MemoryService.Place(
            exchange.principal().id(),
            Json.text(body, "agentId", ""),
            Json.text(body, "key", "").strip());
    ObjectNode reply = Json.object();
    reply.put("created", true);
    reply.set("memory", wire(service.create(place, Json.text(body, "value", ""))));
    exchange.reply(201, reply);
  }

  private void update(Exchange exchange) {
    JsonNode body = exchange.jsonObject(MAX_BODY);
    String key = Json.text(body, "key");
    ObjectNode reply = Json.object();
    reply.put("updated", true);
    reply.set(
        "memory",
        wire(
            service.update(
                place(exchange), key == null ? null : key.strip(), Json.text(body, "value", ""))));
    exchange.reply(reply);
  }

  private void delete(Exchange exchange) {
    service.delete(place(exchange));
    exchange.reply(Json.object().put("deleted", true));
  }

  private void prefer(Exchange exchange) {
    JsonNode on = exchange.jsonObject(MAX_BODY).path("memories");
    if (!on.isBoolean()) {
      throw AppException.badRequest("INVALID_PREFERENCE", "memories must be true or false.");
    }
    ObjectNode reply = Json.object();
    reply.put("updated", true);
    reply
        .putObject("preferences")
        .put("memories", service.use(exchange.principal().id(), on.booleanValue()));
    exchange.reply(reply);
  }

  private static MemoryService.Place place(Exchange exchange) {
    String agent = exchange.query("agentId");
    return new MemoryService.Place(
        exchange.principal().id(), agent == null ? "" : agent, exchange.pathParameter("key"));
  }

  private static ObjectNode wire(Memory memory) {
    ObjectNode node = Json.object();
    node.put("key", memory.key());
    node.put("value", memory.value());
    node.put("tokenCount", memory.tokens());
    node.put("updated_at", UserView.time(memory.updatedAt()));
    if (!memory.agentId().isEmpty()) {
      node.put("agentId", memory.agentId());
    }
    return node;
  }
}
