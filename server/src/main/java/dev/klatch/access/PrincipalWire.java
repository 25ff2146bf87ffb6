package dev.klatch.access;

import dev.klatch.account.AccountService;
import dev.klatch.account.User;
import dev.klatch.json.Json;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** People, groups and roles as the sharing dialog shows them. */
final class PrincipalWire {
  private final AccountService accounts;
  private final Function<String, Optional<Group>> groups;

  PrincipalWire(AccountService accounts, Function<String, Optional<Group>> groups) {
    this.accounts = accounts;
    this.groups = groups;
  }

  /** The one a grant is for, or null when there is no such one any more. */
  @Nullable ObjectNode of(Grant grant) {
    String id = grant.grantee().id();
    ObjectNode node =
        switch (grant.grantee().kind()) {
          case USER -> accounts.find(id).map(PrincipalWire::of).orElse(null);
          case GROUP -> groups.apply(id).map(PrincipalWire::of).orElse(null);
          case ROLE -> ofRole(id);
          case PUBLIC -> null;
        };
    if (node != null) {
      node.put("accessRoleId", grant.role().id());
    }
    return node;
  }

  static ObjectNode of(User user) {
    ObjectNode node = Json.object();
    node.put("type", "user");
    node.put("id", user.id());
    node.put("name", user.name().isBlank() ? user.username() : user.name());
    node.put("email", user.email());
    node.put("avatar", user.avatar());
    node.put("source", "local");
    node.put("idOnTheSource", user.id());
    return node;
  }

  static ObjectNode of(Group group) {
    ObjectNode node = Json.object();
    node.put("type", "group");
    node.put("id", group.id());
    node.put("name", group.name());
    if (group.description() != null) {
      node.put("description", group.description());
    }
    node.put("memberCount", group.members());
    node.put("source", "local");
    node.put("idOnTheSource", group.id());
    return node;
  }

  static ObjectNode ofRole(String name) {
    ObjectNode node = Json.object();
    node.put("type", "role");
    node.put("id", name);
    node.put("name", name);
    node.put("source", "local");
    return node;
  }
}
