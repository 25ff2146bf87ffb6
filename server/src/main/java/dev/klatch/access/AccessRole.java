package dev.klatch.access;

import dev.klatch.http.AppException;
import java.util.Locale;

/** A named set of rights on one kind of resource, as people choose it when they share. */
public record AccessRole(ResourceType type, Level level) {
  /** The sets there are. */
  public enum Level {
    VIEWER(Rights.VIEW),
    EDITOR(Rights.VIEW | Rights.EDIT),
    OWNER(Rights.ALL);

    private final int bits;

    Level(int bits) {
      this.bits = bits;
    }

    /** The rights, as a sum of {@link Rights}. */
    public int bits() {
      return bits;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Name in requests and replies, such as {@code agent_viewer}. */
  public String id() {
    return type.wireName() + "_" + level.word();
  }

  /**
   * The role of an id.
   *
   * @throws AppException 400 when the kind of resource has no such role
   */
  static AccessRole of(ResourceType type, String id) {
    for (AccessRole role : type.roles()) {
      if (role.id().equals(id)) {
        return role;
      }
    }
    throw AppException.badRequest(
        "UNKNOWN_ACCESS_ROLE", "A " + type.wireName() + " has no access role \"" + id + "\".");
  }
}
