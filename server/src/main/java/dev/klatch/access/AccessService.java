package dev.klatch.access;

import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The roles in force: built-in defaults, changed for {@code USER} by the {@code interface} block of
 * the configuration. Only keys that are set, to a boolean, change anything.
 */
public final class AccessService {
  private static final String USER = "USER";

  /** Configuration keys that switch one permission type on or off as a whole. */
  private static final Map<String, String> SWITCHES =
      Map.of(
          "bookmarks", "BOOKMARKS",
          "multiConvo", "MULTI_CONVO",
          "temporaryChat", "TEMPORARY_CHAT",
          "runCode", "RUN_CODE",
          "webSearch", "WEB_SEARCH",
          "fileSearch", "FILE_SEARCH",
          "fileCitations", "FILE_CITATIONS",
          "memories", "MEMORIES");

  /** Configuration keys that are a boolean for {@code USE}, or an object of switches. */
  private static final Map<String, String> BLOCKS =
      Map.of(
          "prompts", "PROMPTS",
          "agents", "AGENTS",
          "skills", "SKILLS",
          "mcpServers", "MCP_SERVERS",
          "remoteAgents", "REMOTE_AGENTS",
          "sharedLinks", "SHARED_LINKS",
          "marketplace", "MARKETPLACE",
          "peoplePicker", "PEOPLE_PICKER");

  private static final Map<String, String> PERMISSIONS =
      Map.of(
          "use", "USE",
          "create", "CREATE",
          "share", "SHARE",
          "public", "SHARE_PUBLIC",
          "users", "VIEW_USERS",
          "groups", "VIEW_GROUPS",
          "roles", "VIEW_ROLES");

  private final RoleStore store;
  private final Clock clock;
  private final Role admin;
  private volatile Role user;

  /**
   * Reads what administrators changed of the roles; what the settings name is in force over it, as
   * after every start.
   *
   * @param interfaceSettings the {@code interface} block as JSON; null when there is none
   */
  public AccessService(@Nullable JsonNode interfaceSettings, Database database, Clock clock) {
    this.store = new RoleStore(database);
    this.clock = clock;
    Map<String, Map<String, Boolean>> permissions = DefaultPermissions.user();
    merge(permissions, store.changes(USER));
    if (interfaceSettings != null) {
      apply(permissions, interfaceSettings);
    }
    this.user = new Role(USER, "", permissions);
    this.admin = new Role(Principal.ADMIN, "", DefaultPermissions.admin());
  }

  /** Takes over what exists; permissions of another version of the program are passed over. */
  private static void merge(
      Map<String, Map<String, Boolean>> permissions, Map<String, Map<String, Boolean>> changes) {
    changes.forEach(
        (type, flags) -> {
          Map<String, Boolean> known = permissions.getOrDefault(type, Map.of());
          flags.forEach(
              (permission, on) -> {
                if (known.containsKey(permission)) {
                  known.put(permission, on);
                }
              });
        });
  }

  /**
   * Changes what the role of everybody permits, at once and for later starts; settings that name a
   * permission have the last word at the next start.
   *
   * @return the changed role
   * @throws AppException 400 for the role of administrators and for unknown permissions, 404 for an
   *     unknown role
   */
  public synchronized Role change(String name, String type, Map<String, Boolean> flags) {
    if (name.equals(Principal.ADMIN)) {
      throw AppException.badRequest(
          "ROLE_IS_FIXED", "Administrators may do everything; this role cannot be changed.");
    }
    if (!name.equals(USER)) {
      throw AppException.notFound("There is no role of this name.");
    }
    Map<String, Map<String, Boolean>> permissions = new LinkedHashMap<>();
    user.permissions().forEach((key, known) -> permissions.put(key, new LinkedHashMap<>(known)));
    Map<String, Boolean> known = permissions.getOrDefault(type, Map.of());
    for (String permission : flags.keySet()) {
      if (!known.containsKey(permission)) {
        throw AppException.badRequest(
            "UNKNOWN_PERMISSION",
            type + " has no permission " + permission + ". Known: " + known.keySet() + ".");
      }
    }
    known.putAll(flags);
    Map<String, Map<String, Boolean>> stored = store.changes(USER);
    stored.computeIfAbsent(type, key -> new LinkedHashMap<>()).putAll(flags);
    store.save(USER, stored, clock.millis());
    Role changed = new Role(USER, "", permissions);
    user = changed;
    return changed;
  }

  private static void apply(Map<String, Map<String, Boolean>> permissions, JsonNode settings) {
    SWITCHES.forEach(
        (key, type) -> {
          JsonNode value = settings.get(key);
          if (value != null && value.isBoolean()) {
            boolean on = value.booleanValue();
            permissions.getOrDefault(type, Map.of()).replaceAll((permission, before) -> on);
          }
        });
    BLOCKS.forEach(
        (key, type) -> {
          JsonNode value = settings.get(key);
          if (value != null) {
            applyBlock(permissions.getOrDefault(type, Map.of()), value);
          }
        });
  }

  private static void applyBlock(Map<String, Boolean> permissions, JsonNode value) {
    if (value.isBoolean()) {
      permissions.computeIfPresent(
          permissions.containsKey("USE") ? "USE" : "CREATE",
          (permission, before) -> value.booleanValue());
      return;
    }
    PERMISSIONS.forEach(
        (key, permission) -> {
          JsonNode flag = value.get(key);
          if (flag != null && flag.isBoolean()) {
            permissions.computeIfPresent(permission, (name, before) -> flag.booleanValue());
          }
        });
  }

  /** All roles, that of administrators first. */
  List<Role> roles() {
    return List.of(admin, user);
  }

  /** A role by its exact name. */
  public Optional<Role> role(String name) {
    return switch (name) {
      case USER -> Optional.of(user);
      case Principal.ADMIN -> Optional.of(admin);
      default -> Optional.empty();
    };
  }

  /** Whether the caller's role has a permission; a caller of an unknown role has none. */
  public boolean may(Principal caller, String type, String permission) {
    return role(caller.role()).map(role -> role.may(type, permission)).orElse(false);
  }
}
