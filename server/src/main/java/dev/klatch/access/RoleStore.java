package dev.klatch.access;

import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** All SQL about roles: what administrators changed of them. */
final class RoleStore {
  private final Database database;

  RoleStore(Database database) {
    this.database = database;
  }

  /** The changes to a role's permissions, by type and permission. */
  Map<String, Map<String, Boolean>> changes(String role) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT permissions FROM access_role WHERE name = :name")
                .bind("name", role)
                .mapTo(String.class)
                .findOne()
                .map(RoleStore::parse)
                .orElseGet(LinkedHashMap::new));
  }

  private static Map<String, Map<String, Boolean>> parse(String json) {
    Map<String, Map<String, Boolean>> types = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> type : Json.parse(json).properties()) {
      Map<String, Boolean> permissions = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> permission : type.getValue().properties()) {
        permissions.put(permission.getKey(), permission.getValue().asBoolean());
      }
      types.put(type.getKey(), permissions);
    }
    return types;
  }

  void save(String role, Map<String, Map<String, Boolean>> changes, long now) {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO access_role (name, permissions, updated_at) VALUES (?, ?, ?)"
                    + " ON CONFLICT (name) DO UPDATE SET permissions = excluded.permissions,"
                    + " updated_at = excluded.updated_at",
                role,
                Json.write(changes),
                now));
  }
}
