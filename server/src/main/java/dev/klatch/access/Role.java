package dev.klatch.access;

import java.util.Map;

/**
 * A role.
 *
 * @param permissions by permission type ({@code AGENTS}) and permission ({@code USE}); all that
 *     exist are listed
 */
public record Role(String name, String description, Map<String, Map<String, Boolean>> permissions) {
  /** Whether the role has a permission; an unknown one it has not. */
  public boolean may(String type, String permission) {
    return Boolean.TRUE.equals(permissions.getOrDefault(type, Map.of()).get(permission));
  }
}
