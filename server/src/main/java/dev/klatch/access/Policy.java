package dev.klatch.access;

import dev.klatch.account.PersonalData;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The one place that decides what a person may do: role permissions ({@link #require(Principal,
 * String, String)}) and grants on single things. A thing without a grant to its owner belongs to
 * nobody, so whoever makes one calls {@link #own} in the same transaction, and {@link #forget} when
 * it is deleted.
 */
public final class Policy implements PersonalData {
  private final Database database;
  private final AccessService roles;
  private final GrantStore grants;
  private final GroupStore groups;
  private final Clock clock;

  public Policy(Database database, AccessService roles, Clock clock) {
    this.database = database;
    this.roles = roles;
    this.grants = new GrantStore(database);
    this.groups = new GroupStore(database);
    this.clock = clock;
  }

  /** Whether the caller's role has a permission, such as {@code AGENTS} {@code CREATE}. */
  public boolean may(Principal caller, String type, String permission) {
    return roles.may(caller, type, permission);
  }

  /**
   * Makes sure that the caller's role has a permission.
   *
   * @throws AppException 403 when it has not
   */
  public void require(Principal caller, String type, String permission) {
    if (!may(caller, type, permission)) {
      throw AppException.forbidden("Forbidden: Insufficient permissions")
          .with("permission", type + "." + permission);
    }
  }

  /** The caller's rights on one thing, a sum of {@link Rights}; 0 where there are none. */
  public int rights(Principal caller, ResourceType type, String resourceId) {
    if (caller.isAdmin() && type.isAdministered()) {
      return grants.of(type, resourceId).isEmpty() ? 0 : Rights.ALL;
    }
    return grants.bits(type, resourceId, everythingOf(caller));
  }

  /** Whether the caller has all of the rights on one thing. */
  public boolean may(Principal caller, ResourceType type, String resourceId, int rights) {
    return (rights(caller, type, resourceId) & rights) == rights;
  }

  /**
   * Makes sure that the caller has all of the rights on one thing. To someone who may not even see
   * it, it does not exist.
   *
   * @return the caller's rights on it
   * @throws AppException 404 without {@link Rights#VIEW}, 403 without the others
   */
  public int require(Principal caller, ResourceType type, String resourceId, int rights) {
    int has = rights(caller, type, resourceId);
    if ((has & Rights.VIEW) == 0) {
      throw AppException.notFound(
              "There is no such " + type.wireName() + ", or it is not shared with you.")
          .with("error", "Not Found");
    }
    if ((has & rights) != rights) {
      throw AppException.forbidden(
              "Insufficient permissions to access this " + type.wireName() + ".")
          .with("error", "Forbidden");
    }
    return has;
  }

  /** Ids of everything of a kind on which the caller has all of the rights by grants. */
  public Set<String> granted(Principal caller, ResourceType type, int rights) {
    Set<String> ids = new HashSet<>();
    rightsOnAll(caller, type)
        .forEach(
            (id, has) -> {
              if ((has & rights) == rights) {
                ids.add(id);
              }
            });
    return ids;
  }

  /** The caller's rights by grants on everything of a kind, by id. */
  public Map<String, Integer> rightsOnAll(Principal caller, ResourceType type) {
    return grants.all(type, everythingOf(caller));
  }

  /** Ids of the things of a kind that are granted to everybody. */
  public Set<String> publicOnes(ResourceType type) {
    return grants.all(type, List.of(Grantee.PUBLIC)).keySet();
  }

  /** Whether one thing is granted to everybody. */
  public boolean isPublic(ResourceType type, String resourceId) {
    return grants.bits(type, resourceId, List.of(Grantee.PUBLIC)) > 0;
  }

  /** Makes a person the owner of a new thing, in the transaction that stores it. */
  public void own(Handle handle, String userId, ResourceType type, String resourceId) {
    grant(handle, type, resourceId, Grantee.user(userId), AccessRole.Level.OWNER, userId);
  }

  /** Grants rights, or changes them; the caller of this method has checked who asks. */
  public void grant(
      Handle handle,
      ResourceType type,
      String resourceId,
      Grantee grantee,
      AccessRole.Level level,
      String by) {
    Grant grant = new Grant(type, resourceId, grantee, new AccessRole(type, level));
    GrantStore.put(handle, grant, by, clock.millis());
  }

  /** Takes someone's rights on a thing away. */
  public void revoke(Handle handle, ResourceType type, String resourceId, Grantee grantee) {
    GrantStore.remove(handle, type, resourceId, grantee);
  }

  /** Forgets a deleted thing, in the transaction that deletes it. */
  public void forget(Handle handle, ResourceType type, String resourceId) {
    GrantStore.removeAll(handle, type, resourceId);
  }

  @Override
  public void deleteAll(String userId) {
    database.change(
        handle -> {
          GrantStore.removeAllTo(handle, Grantee.user(userId));
          GroupStore.leaveAll(handle, userId);
        });
  }

  private List<Grantee> everythingOf(Principal caller) {
    return Grantee.of(caller, groups.of(caller.id()));
  }
}
