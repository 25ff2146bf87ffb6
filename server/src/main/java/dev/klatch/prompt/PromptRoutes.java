package dev.klatch.prompt;

import dev.klatch.access.Policy;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Handler;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/prompts} and {@code /api/categories}, in the shapes of the wire contract. */
public final class PromptRoutes {
  private static final int PAGE = 10;
  private static final int MAX_PAGE = 100;
  private static final int EVERYTHING = 5_000;
  // Names the contract's clients give to no category at all and to all of them.
  private static final String WITHOUT = "sys__no__category__sys";
  private static final String SYSTEM = "sys__";

  private final PromptService service;
  private final Policy access;

  public PromptRoutes(PromptService service, Policy access) {
    this.service = service;
    this.access = access;
  }

  public void register(Router router) {
    router.get("/api/categories", Access.USER, x -> x.reply(PromptWire.CATEGORIES));
    router.get("/api/prompts/all", Access.USER, permitted("USE", this::all));
    router.get("/api/prompts/groups", Access.USER, permitted("USE", this::page));
    router.get("/api/prompts/groups/{groupId}", Access.USER, permitted("USE", this::group));
    router.get("/api/prompts", Access.USER, permitted("USE", this::versions));
    router.get("/api/prompts/{promptId}", Access.USER, permitted("USE", this::version));
    router.post("/api/prompts", Access.USER, permitted("CREATE", this::create));
    router.post(
        "/api/prompts/groups/{groupId}/prompts", Access.USER, permitted("CREATE", this::add));
    router.post("/api/prompts/groups/{groupId}/use", Access.USER, permitted("USE", this::use));
    router.patch("/api/prompts/groups/{groupId}", Access.USER, permitted("CREATE", this::update));
    router.patch(
        "/api/prompts/{promptId}/tags/production", Access.USER, permitted("CREATE", this::produce));
    router.delete(
        "/api/prompts/groups/{groupId}", Access.USER, permitted("CREATE", this::deleteGroup));
    router.delete("/api/prompts/{promptId}", Access.USER, permitted("CREATE", this::deleteVersion));
  }

  private Handler permitted(String permission, Handler handler) {
    return exchange -> {
      if (!access.may(exchange.principal(), "PROMPTS", "USE")
          || !access.may(exchange.principal(), "PROMPTS", permission)) {
        throw AppException.forbidden("Forbidden: Insufficient permissions");
      }
      handler.handle(exchange);
    };
  }

  private void all(Exchange exchange) {
    Set<String> everybodys = service.publicOnes();
    ArrayNode list = Json.array();
    service
        .list(exchange.principal(), listing(exchange, null, EVERYTHING))
        .forEach(group -> list.add(row(group, everybodys)));
    exchange.reply(list);
  }

  private void page(Exchange exchange) {
    int size = size(exchange);
    PromptListing.Position after = PromptListing.Position.decode(exchange.query("cursor"));
    List<PromptGroup> rows = service.list(exchange.principal(), listing(exchange, after, size + 1));
    boolean more = rows.size() > size;
    List<PromptGroup> shown = more ? rows.subList(0, size) : rows;
    ObjectNode reply = Json.object();
    ArrayNode groups = reply.putArray("promptGroups");
    Set<String> everybodys = service.publicOnes();
    shown.forEach(group -> groups.add(row(group, everybodys)));
    reply.put("pageNumber", "1");
    reply.put("pageSize", Integer.toString(size));
    reply.put("pages", more ? "9999" : "1");
    reply.put("has_more", more);
    reply.put("after", more ? PromptListing.Position.of(shown.getLast()).encode() : null);
    exchange.reply(reply);
  }

  private static ObjectNode row(PromptGroup group, Set<String> everybodys) {
    ObjectNode node = PromptWire.group(group);
    if (everybodys.contains(group.id())) {
      node.put("isPublic", true);
    }
    return node;
  }

  private static PromptListing listing(
      Exchange exchange, PromptListing.@Nullable Position after, int limit) {
    String name = exchange.query("name");
    String category = exchange.query("category");
    if (WITHOUT.equals(category)) {
      category = "";
    } else if (category != null && (category.isEmpty() || category.startsWith(SYSTEM))) {
      category = null;
    }
    if ((name + category).indexOf('\0') >= 0) {
      throw AppException.badRequest("INVALID_FILTER", "name and category must be plain text.");
    }
    return new PromptListing(name == null ? "" : name.strip(), category, after, limit);
  }

  private static int size(Exchange exchange) {
    String limit = exchange.query("limit");
    String asked = limit == null ? exchange.query("pageSize") : limit;
    return asked != null && asked.matches("[1-9][0-9]{0,5}")
        ? Math.min(MAX_PAGE, Integer.parseInt(asked))
        : PAGE;
  }

  private void group(Exchange exchange) {
    exchange.reply(
        PromptWire.detail(service.find(exchange.principal(), exchange.pathParameter("groupId"))));
  }

  private void versions(Exchange exchange) {
    String groupId = exchange.query("groupId");
    if (groupId == null) {
      throw AppException.badRequest("GROUP_REQUIRED", "Name the prompt: ?groupId=...");
    }
    ArrayNode list = Json.array();
    service
        .versions(exchange.principal(), groupId)
        .forEach(prompt -> list.add(PromptWire.prompt(prompt)));
    exchange.reply(list);
  }

  private void version(Exchange exchange) {
    exchange.reply(
        PromptWire.prompt(
            service.findVersion(exchange.principal(), exchange.pathParameter("promptId"))));
  }

  private void create(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    PromptGroup made =
        service.create(exchange.principal(), body.path("group"), body.path("prompt"));
    ObjectNode reply = Json.object();
    reply.set("prompt", PromptWire.prompt(made.production()));
    reply.set("group", PromptWire.group(made));
    exchange.reply(reply);
  }

  private void add(Exchange exchange) {
    Prompt made =
        service.add(
            exchange.principal(),
            exchange.pathParameter("groupId"),
            exchange.jsonObject().path("prompt"));
    exchange.reply(Json.object().set("prompt", PromptWire.prompt(made)));
  }

  private void use(Exchange exchange) {
    int uses = service.use(exchange.principal(), exchange.pathParameter("groupId"));
    exchange.reply(Json.object().put("numberOfGenerations", uses));
  }

  private void update(Exchange exchange) {
    exchange.reply(
        PromptWire.group(
            service.update(
                exchange.principal(), exchange.pathParameter("groupId"), exchange.jsonObject())));
  }

  private void produce(Exchange exchange) {
    service.produce(exchange.principal(), exchange.pathParameter("promptId"));
    exchange.reply(Json.object().put("message", "Prompt production made successfully"));
  }

  private void deleteGroup(Exchange exchange) {
    service.delete(exchange.principal(), exchange.pathParameter("groupId"));
    exchange.reply(Json.object().put("message", "Prompt group deleted successfully"));
  }

  private void deleteVersion(Exchange exchange) {
    Prompt prompt = service.findVersion(exchange.principal(), exchange.pathParameter("promptId"));
    ObjectNode reply = Json.object();
    boolean last = service.deleteVersion(exchange.principal(), prompt.id());
    reply.put("prompt", "Prompt deleted successfully");
    if (last) {
      reply
          .putObject("promptGroup")
          .put("message", "Prompt group deleted successfully")
          .put("id", prompt.groupId());
    }
    exchange.reply(reply);
  }
}
