package dev.klatch.access;

import dev.klatch.account.AccountService;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import dev.klatch.sql.Like;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finding people, groups and roles to share with, as far as the caller may see them. */
final class PrincipalSearch {
  private static final int MIN_LENGTH = 2;
  private static final int MAX = 50;
  private static final int DEFAULT = 10;

  /** Kinds of principals, and the permission of the people picker that shows them. */
  private static final Map<String, String> PERMISSIONS = new LinkedHashMap<>();

  static {
    PERMISSIONS.put("user", "VIEW_USERS");
    PERMISSIONS.put("group", "VIEW_GROUPS");
    PERMISSIONS.put("role", "VIEW_ROLES");
  }

  private final Policy policy;
  private final AccountService accounts;
  private final GroupStore groups;

  PrincipalSearch(Policy policy, AccountService accounts, GroupStore groups) {
    this.policy = policy;
    this.accounts = accounts;
    this.groups = groups;
  }

  void handle(Exchange exchange) {
    String text = exchange.query("q") == null ? "" : String.valueOf(exchange.query("q")).strip();
    if (text.length() < MIN_LENGTH) {
      throw AppException.badRequest(
          "QUERY_TOO_SHORT", "Type at least " + MIN_LENGTH + " characters (parameter \"q\").");
    }
    List<String> types = visible(exchange.principal(), asked(exchange));
    int limit = limit(exchange.query("limit"));
    ArrayNode results = Json.array();
    if (types.contains("user")) {
      accounts.search(text, limit).forEach(user -> results.add(PrincipalWire.of(user)));
    }
    if (types.contains("group")) {
      groups.list(Like.containing(text), limit, 0).forEach(g -> results.add(PrincipalWire.of(g)));
    }
    if (types.contains("role")) {
      Stream.of("USER", Principal.ADMIN)
          .filter(role -> role.contains(text.toUpperCase(Locale.ROOT)))
          .forEach(role -> results.add(PrincipalWire.ofRole(role)));
    }
    while (results.size() > limit) {
      results.remove(results.size() - 1);
    }
    ObjectNode reply = Json.object();
    reply.put("query", text);
    reply.put("limit", limit);
    types.forEach(reply.putArray("types")::add);
    reply.set("results", results);
    reply.put("count", results.size());
    reply.putObject("sources").put("local", results.size()).put("entra", 0);
    exchange.reply(reply);
  }

  private static List<String> asked(Exchange exchange) {
    List<String> asked = new ArrayList<>(exchange.queryAll("types"));
    asked.addAll(exchange.queryAll("type"));
    List<String> known = new ArrayList<>();
    for (String list : asked) {
      for (String type : list.split(",", -1)) {
        if (PERMISSIONS.containsKey(type)) {
          known.add(type);
        }
      }
    }
    return known.isEmpty() ? List.copyOf(PERMISSIONS.keySet()) : known;
  }

  private List<String> visible(Principal caller, List<String> asked) {
    List<String> visible =
        asked.stream()
            .filter(type -> policy.may(caller, "PEOPLE_PICKER", PERMISSIONS.getOrDefault(type, "")))
            .toList();
    if (visible.isEmpty()) {
      throw AppException.forbidden(
          "Your role may not look for others. An administrator can allow it"
              + " (interface.peoplePicker).");
    }
    return visible;
  }

  private static int limit(@org.jspecify.annotations.Nullable String text) {
    try {
      return text == null ? DEFAULT : Math.clamp(Integer.parseInt(text), 1, MAX);
    } catch (NumberFormatException e) {
      return DEFAULT;
    }
  }
}
