package dev.klatch.account;

import dev.klatch.http.AppException;
import tools.jackson.databind.JsonNode;

/**
 * A checked request to register.
 *
 * @param email trimmed, in lower case
 * @param username trimmed, in lower case; empty when none was given
 */
record Registration(String name, String username, String email, String password) {
  /**
   * Reads and checks a request body.
   *
   * @throws AppException 400 naming the wrong field
   */
  static Registration read(JsonNode body, int minPasswordLength) {
    String name = AccountFields.name(body);
    String username = AccountFields.username(body);
    String email = AccountFields.email(body);
    String password = AccountFields.password(body, "password", minPasswordLength);
    AccountFields.confirmed(body, password);
    return new Registration(name, username, email, password);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "Registration[" + email + "]";
  }
}
