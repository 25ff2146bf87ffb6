package dev.klatch.sql;

import java.util.Locale;

/** Patterns for {@code LIKE} that take a person's text as it is. */
public final class Like {
  /** Follows the pattern in the statement. */
  public static final String ESCAPE = " ESCAPE '!'";

  private Like() {}

  /** The pattern of what contains a text, for values in lower case. */
  public static String containing(String text) {
    return "%"
        + text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_")
        + "%";
  }
}
