package dev.klatch.access;

import dev.klatch.account.AccountService;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The sharing dialog's side of grants. */
public final class PermissionRoutes {
  private final Policy policy;
  private final GrantService grants;
  private final PrincipalWire wire;
  private final PrincipalSearch search;

  public PermissionRoutes(Database database, Policy policy, AccountService accounts, Clock clock) {
    this.policy = policy;
    this.grants = new GrantService(database, policy, accounts, clock);
    this.wire = new PrincipalWire(accounts, grants::group);
    this.search = new PrincipalSearch(policy, accounts, new GroupStore(database));
  }

  public void register(Router router) {
    String base = "/api/permissions/";
    router.get(base + "search-principals", Access.USER, search::handle);
    router.get(base + "{type}/roles", Access.USER, PermissionRoutes::roles);
    router.get(base + "{type}/effective/all", Access.USER, this::effectiveOnAll);
    router.get(base + "{type}/{resourceId}/effective", Access.USER, this::effective);
    router.get(base + "{type}/{resourceId}", Access.USER, this::list);
    router.put(base + "{type}/{resourceId}", Access.USER, this::change);
  }

  private static ResourceType type(Exchange exchange) {
    return ResourceType.of(exchange.pathParameter("type"));
  }

  private static void roles(Exchange exchange) {
    ArrayNode reply = Json.array();
    for (AccessRole role : type(exchange).roles()) {
      ObjectNode row = reply.addObject();
      row.put("accessRoleId", role.id());
      // Keys of the wire contract's client, which translates them.
      row.put("name", "com_ui_role_" + role.level().word());
      row.put("description", "com_ui_role_" + role.level().word() + "_desc");
      row.put("permBits", role.level().bits());
    }
    exchange.reply(reply);
  }

  private void effectiveOnAll(Exchange exchange) {
    exchange.reply(policy.rightsOnAll(exchange.principal(), type(exchange)));
  }

  private void effective(Exchange exchange) {
    int rights =
        policy.rights(exchange.principal(), type(exchange), exchange.pathParameter("resourceId"));
    exchange.reply(Map.of("permissionBits", rights));
  }

  private void list(Exchange exchange) {
    ResourceType type = type(exchange);
    String id = exchange.pathParameter("resourceId");
    List<Grant> all = grants.list(exchange.principal(), type, id);
    ObjectNode reply = Json.object();
    reply.put("resourceType", type.wireName());
    reply.put("resourceId", id);
    addTo(reply, all);
    exchange.reply(reply);
  }

  private void addTo(ObjectNode reply, List<Grant> all) {
    ArrayNode principals = reply.putArray("principals");
    reply.put("public", false);
    for (Grant grant : all) {
      if (grant.grantee().equals(Grantee.PUBLIC)) {
        reply.put("public", true);
        reply.put("publicAccessRoleId", grant.role().id());
      } else {
        ObjectNode principal = wire.of(grant);
        if (principal != null) {
          principals.add(principal);
        }
      }
    }
  }

  private void change(Exchange exchange) {
    ResourceType type = type(exchange);
    String id = exchange.pathParameter("resourceId");
    JsonNode body = exchange.jsonObject();
    boolean everybody = Json.flag(body, "public");
    String everybodyRole = Json.text(body, "publicAccessRoleId");
    if (everybody && everybodyRole == null) {
      throw AppException.badRequest(
          "INVALID_PERMISSIONS", "\"public\" needs a \"publicAccessRoleId\".");
    }
    List<Grant> updated = new ArrayList<>();
    for (JsonNode row : rows(body, "updated")) {
      String role = Json.text(row, "accessRoleId", "");
      updated.add(new Grant(type, id, grantee(row), AccessRole.of(type, role)));
    }
    List<Grantee> removed = new ArrayList<>();
    for (JsonNode row : rows(body, "removed")) {
      removed.add(grantee(row));
    }
    AccessRole everybodyGets =
        everybody && everybodyRole != null ? AccessRole.of(type, everybodyRole) : null;
    List<Grant> after =
        grants.change(
            exchange.principal(),
            type,
            id,
            new GrantService.Change(updated, removed, everybodyGets));
    ObjectNode reply = Json.object();
    reply.put("message", "Permissions updated successfully");
    addTo(reply.putObject("results"), after);
    exchange.reply(reply);
  }

  private static Grantee grantee(JsonNode row) {
    return Grantee.of(Json.text(row, "type"), Json.text(row, "id"));
  }

  private static List<JsonNode> rows(JsonNode body, String field) {
    @Nullable JsonNode rows = body.get(field);
    if (rows == null || rows.isNull()) {
      return List.of();
    }
    if (!rows.isArray()) {
      throw AppException.badRequest("INVALID_PERMISSIONS", "\"" + field + "\" must be a list.");
    }
    List<JsonNode> all = new ArrayList<>();
    rows.forEach(all::add);
    return all;
  }
}
