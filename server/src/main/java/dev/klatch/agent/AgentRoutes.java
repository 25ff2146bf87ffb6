package dev.klatch.agent;

import dev.klatch.access.Rights;
import dev.klatch.account.AccountService;
import dev.klatch.account.User;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Agents over HTTP. */
public final class AgentRoutes {
  private static final int MAX_LIMIT = 1_000;
  private static final int DEFAULT_LIMIT = 100;

  /** Categories that are always offered. */
  private static final List<String> CATEGORIES =
      List.of(Definition.GENERAL, "hr", "rd", "finance", "it", "sales", "aftersales");

  private final AgentService agents;
  private final AccountService accounts;

  public AgentRoutes(AgentService agents, AccountService accounts) {
    this.agents = agents;
    this.accounts = accounts;
  }

  public void register(Router router) {
    router.get("/api/agents", Access.USER, this::list);
    router.post("/api/agents", Access.USER, this::create);
    router.get("/api/agents/categories", Access.USER, this::categories);
    String one = "/api/agents/{id}";
    router.get(one, Access.USER, this::read);
    router.get(one + "/expanded", Access.USER, this::expanded);
    router.get(one + "/versions", Access.USER, this::versions);
    router.patch(one, Access.USER, this::update);
    router.delete(one, Access.USER, this::delete);
    router.post(one + "/duplicate", Access.USER, this::duplicate);
    router.post(one + "/revert", Access.USER, this::revert);
  }

  private static String id(Exchange exchange) {
    return exchange.pathParameter("id");
  }

  private void list(Exchange exchange) {
    Principal caller = exchange.principal();
    int limit = Math.clamp(number(exchange.query("limit"), DEFAULT_LIMIT), 1, MAX_LIMIT);
    String search = blankToNull(exchange.query("search"));
    String category = blankToNull(exchange.query("category"));
    boolean promoted = "1".equals(exchange.query("promoted")) || "promoted".equals(category);
    boolean anywhere = "all".equals(category) || "promoted".equals(category);
    int rights = number(exchange.query("requiredPermission"), Rights.VIEW) & Rights.ALL;
    AgentQuery query =
        new AgentQuery(
            rights | Rights.VIEW,
            search,
            anywhere ? null : category,
            promoted ? Boolean.TRUE : null,
            place(exchange.query("cursor")),
            limit + 1);
    List<Agent> found = agents.list(caller, query);
    boolean more = found.size() > limit;
    exchange.reply(page(caller, more ? found.subList(0, limit) : found, more));
  }

  private ObjectNode page(Principal caller, List<Agent> page, boolean more) {
    Set<String> everybodys = Set.copyOf(agents.publicOnes());
    Map<String, @Nullable String> names = new HashMap<>();
    ObjectNode reply = Json.object();
    reply.put("object", "list");
    ArrayNode data = reply.putArray("data");
    for (Agent agent : page) {
      data.add(
          AgentWire.row(
              agent,
              everybodys.contains(agent.id()),
              agents.may(caller, agent, Rights.EDIT),
              names.computeIfAbsent(agent.author(), this::nameOf)));
    }
    reply.put("first_id", page.isEmpty() ? null : page.getFirst().agentId());
    reply.put("last_id", page.isEmpty() ? null : page.getLast().agentId());
    reply.put("has_more", more);
    reply.put("after", more ? cursor(page.getLast()) : null);
    return reply;
  }

  private @Nullable String nameOf(String userId) {
    return accounts.find(userId).map(User::name).orElse(null);
  }

  private void categories(Exchange exchange) {
    Map<String, Integer> counts = new HashMap<>(agents.categories(exchange.principal()));
    ArrayNode reply = Json.array();
    for (String category : CATEGORIES) {
      ObjectNode row = reply.addObject();
      row.put("value", category);
      // Keys of the wire contract's client, which translates them.
      row.put("label", "com_agents_category_" + category);
      row.put("description", "com_agents_category_" + category + "_description");
      Integer count = counts.remove(category);
      row.put("count", count == null ? 0 : count);
    }
    counts.forEach(
        (category, count) ->
            reply.addObject().put("value", category).put("label", category).put("count", count));
    reply
        .addObject()
        .put("value", "all")
        .put("label", "All")
        .put("description", "All available agents");
    exchange.reply(reply);
  }

  private void create(Exchange exchange) {
    Principal caller = exchange.principal();
    Agent agent = agents.create(caller, DefinitionCheck.whole(exchange.jsonObject()));
    ObjectNode view = AgentWire.full(agent);
    view.set("versions", AgentWire.versions(agent, agents.versions(caller, agent.agentId())));
    exchange.reply(201, view);
  }

  private void read(Exchange exchange) {
    Principal caller = exchange.principal();
    Agent agent = agents.require(caller, id(exchange), Rights.VIEW);
    boolean editor = agents.may(caller, agent, Rights.EDIT);
    exchange.reply(shown(agent, editor));
  }

  private void expanded(Exchange exchange) {
    exchange.reply(shown(agents.require(exchange.principal(), id(exchange), Rights.EDIT), true));
  }

  private ObjectNode shown(Agent agent, boolean editor) {
    ObjectNode view = editor ? AgentWire.full(agent) : AgentWire.limited(agent);
    view.put("version", agent.version());
    view.put("isPublic", agents.isPublic(agent));
    AgentWire.owner(view, nameOf(agent.author()));
    return view;
  }

  private void versions(Exchange exchange) {
    Principal caller = exchange.principal();
    Agent agent = agents.require(caller, id(exchange), Rights.EDIT);
    exchange.reply(
        Map.of("versions", AgentWire.versions(agent, agents.versions(caller, agent.agentId()))));
  }

  private void update(Exchange exchange) {
    ObjectNode changes = DefinitionCheck.changes(exchange.jsonObject());
    exchange.reply(shown(agents.update(exchange.principal(), id(exchange), changes), true));
  }

  private void revert(Exchange exchange) {
    JsonNode index = exchange.jsonObject().get("version_index");
    if (index == null || !index.isInt()) {
      throw AppException.badRequest(
          "MISSING_VERSION_INDEX", "\"version_index\" must be the number of a version.");
    }
    Agent agent = agents.revert(exchange.principal(), id(exchange), index.intValue());
    exchange.reply(shown(agent, true));
  }

  private void duplicate(Exchange exchange) {
    ObjectNode reply = Json.object();
    reply.set("agent", shown(agents.duplicate(exchange.principal(), id(exchange)), true));
    reply.putArray("actions");
    exchange.reply(201, reply);
  }

  private void delete(Exchange exchange) {
    agents.delete(exchange.principal(), id(exchange));
    exchange.reply(Map.of("message", "Agent deleted"));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static int number(@Nullable String text, int fallback) {
    try {
      return text == null ? fallback : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  private static String cursor(Agent last) {
    ObjectNode place = Json.object();
    place.put("updatedAt", AgentWire.time(last.updatedAt()));
    place.put("_id", last.id());
    return Base64.getEncoder().encodeToString(Json.writeBytes(place));
  }

  /** The place a cursor means; one that means none starts from the beginning. */
  private static AgentQuery.@Nullable Place place(@Nullable String cursor) {
    if (cursor == null || cursor.isBlank()) {
      return null;
    }
    try {
      String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
      JsonNode place = Json.parse(text);
      long at = Instant.parse(Json.text(place, "updatedAt", "")).toEpochMilli();
      return new AgentQuery.Place(at, Json.text(place, "_id", ""));
    } catch (IllegalArgumentException | DateTimeException | JacksonException e) {
      return null;
    }
  }
}
