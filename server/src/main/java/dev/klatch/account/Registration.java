package dev.klatch.account;

import dev.klatch.http.AppException;
import dev.klatch.json.Json;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A checked request to register.
 *
 * @param email trimmed, in lower case
 * @param username trimmed, in lower case; empty when none was given
 */
record Registration(String name, String username, String email, String password) {
  static final int MAX_PASSWORD = 128;

  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>()\\[\\],;:\"]{1,64}@[^\\s@.<>()\\[\\],;:\"]+(\\.[^\\s@.]+)+");
  private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{M}\\p{N} _.@#$%&*()-]+");

  /**
   * Reads and checks a request body.
   *
   * @throws AppException 404 (the status clients of the contract know) naming the wrong field
   */
  static Registration read(JsonNode body, int minPasswordLength) {
    String name = stripped(body, "name");
    if (length(name) < 3 || length(name) > 80) {
      throw wrong("name", "must have 3 to 80 characters");
    }
    String username = stripped(body, "username").toLowerCase(Locale.ROOT);
    if (!username.isEmpty() && (length(username) < 2 || length(username) > 80)) {
      throw wrong("username", "must have 2 to 80 characters, or be left out");
    }
    if (!username.isEmpty() && !USERNAME.matcher(username).matches()) {
      throw wrong("username", "may have letters, digits, spaces and _ . @ # $ % & * ( ) - only");
    }
    String email = email(body);
    String password = password(body, minPasswordLength);
    String confirmation = Json.text(body, "confirm_password");
    if (!password.equals(confirmation)) {
      throw wrong("confirm_password", "must be the same as password");
    }
    return new Registration(name, username, email, password);
  }

  /** The e-mail address of a body, trimmed and in lower case. */
  static String email(JsonNode body) {
    String email = stripped(body, "email").toLowerCase(Locale.ROOT);
    if (email.length() > 254 || !EMAIL.matcher(email).matches()) {
      throw wrong("email", "must be an e-mail address");
    }
    return email;
  }

  /** The password of a body, as it is. */
  static String password(JsonNode body, int minLength) {
    String password = Json.text(body, "password");
    if (password == null || password.isBlank()) {
      throw wrong("password", "must not be blank");
    }
    if (length(password) < minLength || password.length() > MAX_PASSWORD) {
      throw wrong("password", "must have " + minLength + " to " + MAX_PASSWORD + " characters");
    }
    return password;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String stripped(JsonNode body, String field) {
    @Nullable String value = Json.text(body, field);
    return value == null ? "" : value.strip();
  }

  private static AppException wrong(String field, String rule) {
    return new AppException(404, "VALIDATION", field + " " + rule + ".").with("field", field);
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "Registration[" + email + "]";
  }
}
