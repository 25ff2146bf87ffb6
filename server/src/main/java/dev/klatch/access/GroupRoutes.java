package dev.klatch.access;

import dev.klatch.account.AccountService;
import dev.klatch.crypto.Ids;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import dev.klatch.sql.Like;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Groups of people, kept by administrators. */
public final class GroupRoutes {
  private static final int MAX_NAME = 200;
  private static final int MAX_DESCRIPTION = 2_000;
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 200;

  private final GroupStore store;
  private final AccountService accounts;
  private final Clock clock;

  public GroupRoutes(Database database, AccountService accounts, Clock clock) {
    this.store = new GroupStore(database);
    this.accounts = accounts;
    this.clock = clock;
  }

  public void register(Router router) {
    String base = "/api/admin/groups";
    router.get(base, Access.ADMIN, this::list);
    router.post(base, Access.ADMIN, this::add);
    router.get(base + "/{id}", Access.ADMIN, exchange -> exchange.reply(wire(group(exchange))));
    router.patch(base + "/{id}", Access.ADMIN, this::change);
    router.delete(base + "/{id}", Access.ADMIN, this::delete);
    router.get(base + "/{id}/members", Access.ADMIN, this::members);
    router.post(base + "/{id}/members", Access.ADMIN, this::join);
    router.delete(base + "/{id}/members/{userId}", Access.ADMIN, this::leave);
  }

  private void list(Exchange exchange) {
    String search = exchange.query("search");
    String like = Like.containing(search == null ? "" : search);
    int limit = number(exchange.query("limit"), PAGE, MAX_PAGE);
    int offset = number(exchange.query("offset"), 0, Integer.MAX_VALUE);
    ObjectNode reply = Json.object();
    ArrayNode groups = reply.putArray("groups");
    store.list(like, limit, offset).forEach(group -> groups.add(wire(group)));
    reply.put("total", store.count(like));
    reply.put("limit", limit);
    reply.put("offset", offset);
    exchange.reply(reply);
  }

  private void add(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    String id = Ids.objectId(clock);
    store.add(id, name(body, null), description(body, null), clock.millis());
    exchange.reply(201, wire(store.find(id).orElseThrow()));
  }

  private void change(Exchange exchange) {
    Group group = group(exchange);
    JsonNode body = exchange.jsonObject();
    String name = name(body, group.name());
    store.change(group.id(), name, description(body, group.description()), clock.millis());
    exchange.reply(wire(group(exchange)));
  }

  private void delete(Exchange exchange) {
    store.delete(group(exchange).id());
    ObjectNode reply = Json.object();
    reply.put("success", true);
    exchange.reply(reply);
  }

  private void members(Exchange exchange) {
    Group group = group(exchange);
    int limit = number(exchange.query("limit"), PAGE, MAX_PAGE);
    int offset = number(exchange.query("offset"), 0, Integer.MAX_VALUE);
    ObjectNode reply = Json.object();
    ArrayNode members = reply.putArray("members");
    for (String userId : store.members(group.id(), limit, offset)) {
      accounts
          .find(userId)
          .ifPresent(
              user -> {
                ObjectNode member = members.addObject();
                member.put("userId", user.id());
                member.put("name", user.name());
                member.put("email", user.email());
                member.put("avatarUrl", user.avatar());
              });
    }
    reply.put("total", group.members());
    reply.put("limit", limit);
    reply.put("offset", offset);
    exchange.reply(reply);
  }

  private void join(Exchange exchange) {
    Group group = group(exchange);
    String userId = Json.text(exchange.jsonObject(), "userId", "");
    if (accounts.find(userId).isEmpty()) {
      throw AppException.badRequest("UNKNOWN_USER", "There is no user \"" + userId + "\".");
    }
    store.join(group.id(), userId);
    exchange.reply(wire(group(exchange)));
  }

  private void leave(Exchange exchange) {
    if (!store.leave(group(exchange).id(), exchange.pathParameter("userId"))) {
      throw AppException.notFound("This person is not in the group.");
    }
    exchange.reply(wire(group(exchange)));
  }

  private Group group(Exchange exchange) {
    return store
        .find(exchange.pathParameter("id"))
        .orElseThrow(() -> AppException.notFound("There is no such group."));
  }

  private static ObjectNode wire(Group group) {
    ObjectNode node = Json.object();
    node.put("id", group.id());
    node.put("_id", group.id());
    node.put("name", group.name());
    if (group.description() != null) {
      node.put("description", group.description());
    }
    node.put("source", "local");
    node.put("memberCount", group.members());
    node.put("createdAt", group.createdAt().toString());
    node.put("updatedAt", group.updatedAt().toString());
    return node;
  }

  private static String name(JsonNode body, @Nullable String before) {
    String name = Json.text(body, "name", before == null ? "" : before).strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw AppException.badRequest(
          "INVALID_NAME", "A group needs a \"name\" of 1 to " + MAX_NAME + " characters.");
    }
    return name;
  }

  private static @Nullable String description(JsonNode body, @Nullable String before) {
    String text = Json.text(body, "description");
    if (text != null && text.length() > MAX_DESCRIPTION) {
      throw AppException.badRequest(
          "INVALID_DESCRIPTION", "A description has at most " + MAX_DESCRIPTION + " characters.");
    }
    return text == null ? before : text;
  }

  private static int number(@Nullable String text, int fallback, int max) {
    try {
      return text == null ? fallback : Math.clamp(Integer.parseInt(text), 0, max);
    } catch (NumberFormatException e) {
      return fallback;
    }
  }
}
