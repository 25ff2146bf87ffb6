package dev.klatch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code> by environment values, exactly as existing files expect it: the
 * text is trimmed; a text that is nothing but one reference becomes the value, or stays as it is
 * when the variable is unset or empty; elsewhere every reference to a set variable is replaced and
 * the others stay. One pass, no default syntax, no nesting. The secrets of the server itself are
 * never put in, whatever the file says.
 */
public final class Substitution {
  /** Secrets of the infrastructure that a settings file can never spell out. */
  public static final Set<String> NEVER =
      Set.of(
          "JWT_SECRET",
          "JWT_REFRESH_SECRET",
          "CREDS_KEY",
          "CREDS_IV",
          "MEILI_MASTER_KEY",
          "MONGO_URI",
          "REDIS_URI",
          "REDIS_PASSWORD");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)\\}");

  private Substitution() {}

  /**
   * The outcome.
   *
   * @param text the text after substitution
   * @param names every variable that was referred to, in order
   * @param unset those that stayed because they are unset, or empty where that counts
   * @param forbidden those that stayed because they are secrets of the server
   */
  public record Expansion(
      String text, List<String> names, List<String> unset, List<String> forbidden) {
    /** Whether the whole text is one reference that could not be replaced. */
    public boolean unresolved() {
      return isReference(text) && names.size() == 1 && text.equals("${" + names.get(0) + "}");
    }
  }

  /** Whether the trimmed text is nothing but one <code>${NAME}</code>. */
  public static boolean isReference(String text) {
    return REFERENCE.matcher(text.strip()).matches();
  }

  /** Substitutes in one text. */
  public static Expansion expand(String template, Environment environment) {
    String text = template.strip();
    List<String> names = new ArrayList<>();
    List<String> unset = new ArrayList<>();
    List<String> forbidden = new ArrayList<>();
    boolean whole = isReference(text);
    StringBuilder out = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text);
    int copied = 0;
    while (matcher.find()) {
      String name = matcher.group(1);
      names.add(name);
      String value = environment.get(name);
      if (NEVER.contains(name)) {
        forbidden.add(name);
      } else if (isUsable(value, whole)) {
        out.append(text, copied, matcher.start()).append(value);
        copied = matcher.end();
      } else {
        unset.add(name);
      }
    }
    out.append(text, copied, text.length());
    return new Expansion(
        out.toString(), List.copyOf(names), List.copyOf(unset), List.copyOf(forbidden));
  }

  private static boolean isUsable(@Nullable String value, boolean whole) {
    return value != null && !(whole && value.isEmpty());
  }
}
