package dev.klatch.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What exists to be permitted, and what the two built-in roles have before settings change it. */
final class DefaultPermissions {
  private static final List<String> FULL = List.of("USE", "CREATE", "SHARE", "SHARE_PUBLIC");
  private static final List<String> USE = List.of("USE");

  /** One permission type, what it consists of, and what USER has of it. */
  private record Row(String type, List<String> permissions, Set<String> user) {
    static Row of(String type, List<String> permissions, String... user) {
      return new Row(type, permissions, Set.of(user));
    }
  }

  private static final List<Row> ROWS =
      List.of(
          Row.of("BOOKMARKS", USE, "USE"),
          Row.of("PROMPTS", FULL, "USE", "CREATE"),
          new Row(
              "MEMORIES",
              List.of("USE", "CREATE", "UPDATE", "READ", "OPT_OUT"),
              Set.of("USE", "CREATE", "UPDATE", "READ", "OPT_OUT")),
          Row.of("AGENTS", FULL, "USE", "CREATE"),
          Row.of("MULTI_CONVO", USE, "USE"),
          Row.of("TEMPORARY_CHAT", USE, "USE"),
          Row.of("RUN_CODE", USE, "USE"),
          Row.of("WEB_SEARCH", USE, "USE"),
          Row.of("PEOPLE_PICKER", List.of("VIEW_USERS", "VIEW_GROUPS", "VIEW_ROLES")),
          Row.of("MARKETPLACE", USE),
          Row.of("FILE_SEARCH", USE, "USE"),
          Row.of("FILE_CITATIONS", USE, "USE"),
          Row.of(
              "MCP_SERVERS",
              List.of("USE", "CREATE", "SHARE", "SHARE_PUBLIC", "CONFIGURE_OBO"),
              "USE"),
          Row.of("REMOTE_AGENTS", FULL),
          Row.of("SKILLS", FULL, "USE", "CREATE"),
          Row.of(
              "SHARED_LINKS",
              List.of("CREATE", "SHARE", "SHARE_PUBLIC"),
              "CREATE",
              "SHARE",
              "SHARE_PUBLIC"));

  private DefaultPermissions() {}

  /** A fresh, changeable copy for {@code USER}. */
  static Map<String, Map<String, Boolean>> user() {
    return table(false);
  }

  /** A fresh copy for {@code ADMIN}: everything. */
  static Map<String, Map<String, Boolean>> admin() {
    return table(true);
  }

  private static Map<String, Map<String, Boolean>> table(boolean everything) {
    Map<String, Map<String, Boolean>> types = new LinkedHashMap<>();
    for (Row row : ROWS) {
      Map<String, Boolean> permissions = new LinkedHashMap<>();
      for (String permission : row.permissions()) {
        permissions.put(permission, everything || row.user().contains(permission));
      }
      types.put(row.type(), permissions);
    }
    return types;
  }
}
