package dev.klatch.access;

import dev.klatch.sql.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All SQL about grants. */
final class GrantStore {
  private final Database database;

  GrantStore(Database database) {
    this.database = database;
  }

  /** The rights on one thing that any of the grantees has, joined. */
  int bits(ResourceType type, String resourceId, List<Grantee> grantees) {
    return database.read(
        handle -> {
          int bits = 0;
          for (Grantee grantee : grantees) {
            bits |=
                handle
                    .createQuery(
                        "SELECT bits FROM access_grant WHERE resource_type = :type"
                            + " AND resource_id = :id AND principal_type = :kind"
                            + " AND principal_id = :principal")
                    .bind("type", type.wireName())
                    .bind("id", resourceId)
                    .bind("kind", grantee.kind().wireName())
                    .bind("principal", grantee.id())
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(0);
          }
          return bits;
        });
  }

  /** Everything of a kind that any of the grantees has rights on. */
  Map<String, Integer> all(ResourceType type, List<Grantee> grantees) {
    return database.read(
        handle -> {
          Map<String, Integer> bits = new HashMap<>();
          for (Grantee grantee : grantees) {
            handle
                .createQuery(
                    "SELECT resource_id, bits FROM access_grant WHERE principal_type = :kind"
                        + " AND principal_id = :principal AND resource_type = :type")
                .bind("kind", grantee.kind().wireName())
                .bind("principal", grantee.id())
                .bind("type", type.wireName())
                .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                .forEach(entry -> bits.merge(entry.getKey(), entry.getValue(), (a, b) -> a | b));
          }
          return bits;
        });
  }

  /** The grants on one thing, in the order given. */
  List<Grant> of(ResourceType type, String resourceId) {
    return database.read(handle -> of(handle, type, resourceId));
  }

  static List<Grant> of(Handle handle, ResourceType type, String resourceId) {
    return new ArrayList<>(
        handle
            .createQuery(
                "SELECT principal_type, principal_id, access_role FROM access_grant"
                    + " WHERE resource_type = :type AND resource_id = :id"
                    + " ORDER BY granted_at, principal_type, principal_id")
            .bind("type", type.wireName())
            .bind("id", resourceId)
            .map(
                (row, context) ->
                    new Grant(
                        type,
                        resourceId,
                        Grantee.of(row.getString(1), row.getString(2)),
                        AccessRole.of(type, row.getString(3))))
            .list());
  }

  static void put(Handle handle, Grant grant, @Nullable String by, long now) {
    handle
        .createUpdate(
            "INSERT INTO access_grant (resource_type, resource_id, principal_type, principal_id,"
                + " bits, access_role, granted_by, granted_at) VALUES (:type, :id, :kind,"
                + " :principal, :bits, :role, :by, :now)"
                + " ON CONFLICT (resource_type, resource_id, principal_type, principal_id)"
                + " DO UPDATE SET bits = excluded.bits, access_role = excluded.access_role")
        .bind("type", grant.type().wireName())
        .bind("id", grant.resourceId())
        .bind("kind", grant.grantee().kind().wireName())
        .bind("principal", grant.grantee().id())
        .bind("bits", grant.role().level().bits())
        .bind("role", grant.role().id())
        .bind("by", by)
        .bind("now", now)
        .execute();
  }

  static void remove(Handle handle, ResourceType type, String resourceId, Grantee grantee) {
    handle.execute(
        "DELETE FROM access_grant WHERE resource_type = ? AND resource_id = ?"
            + " AND principal_type = ? AND principal_id = ?",
        type.wireName(),
        resourceId,
        grantee.kind().wireName(),
        grantee.id());
  }

  static void removeAll(Handle handle, ResourceType type, String resourceId) {
    handle.execute(
        "DELETE FROM access_grant WHERE resource_type = ? AND resource_id = ?",
        type.wireName(),
        resourceId);
  }

  static void removeAllTo(Handle handle, Grantee grantee) {
    handle.execute(
        "DELETE FROM access_grant WHERE principal_type = ? AND principal_id = ?",
        grantee.kind().wireName(),
        grantee.id());
  }
}
