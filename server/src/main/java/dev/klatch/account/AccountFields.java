package dev.klatch.account;

import dev.klatch.http.AppException;
import dev.klatch.json.Json;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads and checks what people tell about themselves; a wrong field is refused with 400. */
public final class AccountFields {
  private static final int MAX_PASSWORD = 128;

  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>()\\[\\],;:\"]{1,64}@[^\\s@.<>()\\[\\],;:\"]+(\\.[^\\s@.]+)+");
  private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{M}\\p{N} _.@#$%&*()-]+");

  private AccountFields() {}

  /** The name of a body, trimmed. */
  public static String name(JsonNode body) {
    String name = stripped(body, "name");
    if (length(name) < 3 || length(name) > 80 || name.chars().anyMatch(Character::isISOControl)) {
      throw wrong("name", "must have 3 to 80 characters on one line");
    }
    return name;
  }

  /** The username of a body, trimmed and in lower case; empty when it has none. */
  public static String username(JsonNode body) {
    String username = stripped(body, "username").toLowerCase(Locale.ROOT);
    if (!username.isEmpty() && (length(username) < 2 || length(username) > 80)) {
      throw wrong("username", "must have 2 to 80 characters, or be left out");
    }
    if (!username.isEmpty() && !USERNAME.matcher(username).matches()) {
      throw wrong("username", "may have letters, digits, spaces and _ . @ # $ % & * ( ) - only");
    }
    return username;
  }

  /** The e-mail address of a body, trimmed and in lower case. */
  public static String email(JsonNode body) {
    String email = stripped(body, "email").toLowerCase(Locale.ROOT);
    if (email.length() > 254 || !EMAIL.matcher(email).matches()) {
      throw wrong("email", "must be an e-mail address");
    }
    return email;
  }

  /**
   * A password of a body, as it is.
   *
   * @param minLength in characters; 1 for one that was chosen before
   */
  public static String password(JsonNode body, String field, int minLength) {
    String password = Json.text(body, field);
    if (password == null || password.isBlank()) {
      throw wrong(field, "must not be blank");
    }
    if (length(password) < minLength || password.length() > MAX_PASSWORD) {
      throw wrong(field, "must have " + minLength + " to " + MAX_PASSWORD + " characters");
    }
    return password;
  }

  /** Refuses a body that repeats the password differently. */
  static void confirmed(JsonNode body, String password) {
    if (!password.equals(Json.text(body, "confirm_password"))) {
      throw wrong("confirm_password", "must be the same as password");
    }
  }

  /** The same checks where clients of the contract know status 404 for what is wrong. */
  static <T> T orNotFound(Supplier<T> read) {
    try {
      return read.get();
    } catch (AppException e) {
      AppException known = new AppException(404, e.code(), String.valueOf(e.getMessage()));
      e.fields().forEach(known::with);
      throw known;
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String stripped(JsonNode body, String field) {
    @Nullable String value = Json.text(body, field);
    return value == null ? "" : value.strip();
  }

  private static AppException wrong(String field, String rule) {
    return AppException.badRequest("VALIDATION", field + " " + rule + ".").with("field", field);
  }
}
