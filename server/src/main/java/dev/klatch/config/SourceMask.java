package dev.klatch.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what looks like a secret in a line of a settings file, so that the line can be shown. Every
 * hidden character becomes a star, so that columns stay.
 */
public final class SourceMask {
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i)[\\w-]*(?:api_?key|secret|token|password|passwd|credential|authorization|cookie|private_?key|x-[\\w-]*key)[\\w-]*"
              + "[\"']?\\s*[:=]\\s*(\"[^\"]*\"?|'[^']*'?|[^,}\\s#][^,}#]*)");
  private static final Pattern KNOWN_FORM =
      Pattern.compile(
          "(sk-[\\w-]{6,}|(?i)bearer\\s+[^\\s\"']+|://[^/\\s:@]*:[^@\\s]+@|[A-Za-z0-9+/=_-]{40,})");
  private static final Pattern ASSIGNMENT =
      Pattern.compile("^\\s*(?:export\\s+)?[\\w.-]+\\s*=\\s*(.*)$");
  private static final Pattern HARMLESS =
      Pattern.compile("[\"']?(\\$\\{[^}]*\\}|user_provided|true|false|null|~|)[\"']?\\s*");

  private SourceMask() {}

  /** A line of YAML with secrets hidden. */
  public static String yaml(String line) {
    return hide(hide(line, SECRET_KEY), KNOWN_FORM);
  }

  /** A line of {@code .env} with its value hidden. */
  public static String assignment(String line) {
    return hide(line, ASSIGNMENT);
  }

  private static String hide(String line, Pattern pattern) {
    Matcher matcher = pattern.matcher(line);
    StringBuilder masked = new StringBuilder(line);
    while (matcher.find()) {
      String value = matcher.group(1);
      if (HARMLESS.matcher(value).matches()) {
        continue;
      }
      for (int i = matcher.start(1); i < matcher.end(1); i++) {
        char c = line.charAt(i);
        if (c != ' ' && c != '"' && c != '\'') {
          masked.setCharAt(i, '*');
        }
      }
    }
    return masked.toString();
  }
}
