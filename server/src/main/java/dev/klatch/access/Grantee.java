package dev.klatch.access;

import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom something is granted to.
 *
 * @param id of the user or group, name of the role; empty for everybody
 */
public record Grantee(Kind kind, String id) {
  /** Everybody who is signed in. */
  public static final Grantee PUBLIC = new Grantee(Kind.PUBLIC, "");

  /** What a grant can be for. */
  public enum Kind {
    USER,
    GROUP,
    ROLE,
    PUBLIC;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Grantee user(String id) {
    return new Grantee(Kind.USER, id);
  }

  /**
   * The grantee a request names.
   *
   * @throws AppException 400 when there is no such kind, or an id is missing
   */
  static Grantee of(@Nullable String kind, @Nullable String id) {
    for (Kind known : Kind.values()) {
      if (known.wireName().equals(kind)) {
        if (known == Kind.PUBLIC) {
          return PUBLIC;
        }
        if (id == null || id.isBlank()) {
          break;
        }
        return new Grantee(known, id);
      }
    }
    throw AppException.badRequest(
        "INVALID_PRINCIPAL",
        "A principal needs a type (user, group, role or public) and, but for public, an id.");
  }

  /** Everything a caller is: the person, the groups, the role, one of everybody. */
  static List<Grantee> of(Principal caller, Collection<String> groups) {
    List<Grantee> all = new ArrayList<>();
    all.add(user(caller.id()));
    all.add(new Grantee(Kind.ROLE, caller.role()));
    all.add(PUBLIC);
    groups.forEach(group -> all.add(new Grantee(Kind.GROUP, group)));
    return all;
  }
}
