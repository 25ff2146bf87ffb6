package dev.klatch.http;

/**
 * The signed-in caller.
 *
 * @param id 24 hex digits
 * @param role {@code ADMIN}, {@code USER} or a custom role's name
 */
public record Principal(String id, String role, String email, String name, String username) {
  /** Role of administrators. */
  public static final String ADMIN = "ADMIN";

  public boolean isAdmin() {
    return ADMIN.equals(role);
  }
}
