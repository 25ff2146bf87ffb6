package dev.klatch.access;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a role permits, for the client to show or hide features, and its change. */
public final class AccessRoutes {
  /** Last segments of addresses, and the permission types they change. */
  private static final Map<String, String> TYPES =
      Map.of(
          "prompts", "PROMPTS",
          "agents", "AGENTS",
          "memories", "MEMORIES",
          "people-picker", "PEOPLE_PICKER",
          "mcp-servers", "MCP_SERVERS",
          "marketplace", "MARKETPLACE",
          "remote-agents", "REMOTE_AGENTS",
          "skills", "SKILLS",
          "shared-links", "SHARED_LINKS");

  private final AccessService access;

  public AccessRoutes(AccessService access) {
    this.access = access;
  }

  public void register(Router router) {
    router.get("/api/roles/{name}", Access.USER, this::role);
    router.get("/api/admin/roles", Access.ADMIN, this::list);
    TYPES.forEach(
        (path, type) ->
            router.put(
                "/api/roles/{name}/" + path, Access.ADMIN, exchange -> change(exchange, type)));
  }

  private void role(Exchange exchange) {
    String name = exchange.pathParameter("name");
    Principal caller = exchange.principal();
    // Every client asks for USER, administrators too; others' roles are administrators' business.
    if (!caller.isAdmin() && !name.equals("USER") && !name.equals(caller.role())) {
      throw AppException.forbidden("Only administrators may see the role of others.");
    }
    exchange.reply(
        access
            .role(name)
            .orElseThrow(() -> AppException.notFound("There is no role of this name.")));
  }

  /** All there are: a handful, so that always one page holds them. */
  private void list(Exchange exchange) {
    ObjectNode reply = Json.object();
    ArrayNode rows = reply.putArray("roles");
    for (Role role : access.roles()) {
      rows.addObject().put("name", role.name()).put("description", role.description());
    }
    reply.put("total", rows.size()).put("limit", rows.size()).put("offset", 0);
    exchange.reply(reply);
  }

  private void change(Exchange exchange, String type) {
    Map<String, Boolean> flags = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> flag : exchange.jsonObject().properties()) {
      if (!flag.getValue().isBoolean()) {
        throw AppException.badRequest(
            "INVALID_PERMISSION", "\"" + flag.getKey() + "\" must be true or false.");
      }
      flags.put(flag.getKey(), flag.getValue().booleanValue());
    }
    exchange.reply(access.change(exchange.pathParameter("name"), type, flags));
  }
}
