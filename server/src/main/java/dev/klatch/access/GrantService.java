package dev.klatch.access;

import dev.klatch.account.AccountService;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sharing: who has been granted what on a thing, and changes of it. */
final class GrantService {
  /** More people than one thing is ever shared with one by one; groups are for more. */
  private static final int MAX_CHANGES = 500;

  private final Database database;
  private final Policy policy;
  private final AccountService accounts;
  private final GroupStore groups;
  private final GrantStore grants;
  private final Clock clock;

  GrantService(Database database, Policy policy, AccountService accounts, Clock clock) {
    this.database = database;
    this.policy = policy;
    this.accounts = accounts;
    this.groups = new GroupStore(database);
    this.grants = new GrantStore(database);
    this.clock = clock;
  }

  /**
   * Changes asked for.
   *
   * @param updated grants to make or to change
   * @param removed whose grants go
   * @param everybody what everybody gets, or null for nothing
   */
  record Change(List<Grant> updated, List<Grantee> removed, @Nullable AccessRole everybody) {}

  /** The grants on a thing, for those who may share it. */
  List<Grant> list(Principal caller, ResourceType type, String resourceId) {
    policy.require(caller, type, resourceId, Rights.SHARE);
    return grants.of(type, resourceId);
  }

  /**
   * Changes the grants on a thing, all of it or nothing.
   *
   * @throws AppException 400 for unknown people or groups, and when no owner would be left; 403
   *     without the right to share
   */
  List<Grant> change(Principal caller, ResourceType type, String resourceId, Change change) {
    policy.require(caller, type, resourceId, Rights.SHARE);
    policy.require(caller, type.permissionType(), "SHARE");
    if (change.updated().size() + change.removed().size() > MAX_CHANGES) {
      throw AppException.badRequest(
          "TOO_MANY_PRINCIPALS",
          "At most " + MAX_CHANGES + " changes at once. Share with a group instead.");
    }
    change.updated().forEach(grant -> mustExist(grant.grantee()));
    return database.write(
        handle -> {
          List<Grant> before = GrantStore.of(handle, type, resourceId);
          boolean wasPublic =
              before.stream().anyMatch(grant -> grant.grantee().equals(Grantee.PUBLIC));
          if (change.everybody() != null) {
            if (!wasPublic) {
              policy.require(caller, type.permissionType(), "SHARE_PUBLIC");
            }
            Grant everybody = new Grant(type, resourceId, Grantee.PUBLIC, change.everybody());
            GrantStore.put(handle, everybody, caller.id(), clock.millis());
          } else {
            GrantStore.remove(handle, type, resourceId, Grantee.PUBLIC);
          }
          change.removed().forEach(who -> GrantStore.remove(handle, type, resourceId, who));
          for (Grant grant : change.updated()) {
            GrantStore.put(handle, grant, caller.id(), clock.millis());
          }
          List<Grant> after = GrantStore.of(handle, type, resourceId);
          if (after.stream().noneMatch(GrantService::isOwner)) {
            throw AppException.badRequest(
                "NO_OWNER_LEFT", "Someone must stay the owner. Make another person owner first.");
          }
          return after;
        });
  }

  private static boolean isOwner(Grant grant) {
    return grant.role().level() == AccessRole.Level.OWNER
        && grant.grantee().kind() == Grantee.Kind.USER;
  }

  private void mustExist(Grantee grantee) {
    boolean exists =
        switch (grantee.kind()) {
          case USER -> accounts.find(grantee.id()).isPresent();
          case GROUP -> groups.find(grantee.id()).isPresent();
          case ROLE -> grantee.id().equals("USER") || grantee.id().equals(Principal.ADMIN);
          case PUBLIC -> true;
        };
    if (!exists) {
      throw AppException.badRequest(
          "UNKNOWN_PRINCIPAL",
          "There is no " + grantee.kind().wireName() + " \"" + grantee.id() + "\".");
    }
  }

  Optional<Group> group(String id) {
    return groups.find(id);
  }
}
