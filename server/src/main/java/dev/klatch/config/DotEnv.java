package dev.klatch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads {@code .env} text: {@code NAME=value} lines, an optional {@code export}, values bare or in
 * single, double or back quotes (quoted ones may span lines), {@code #} comments. Double quotes
 * turn {@code \n} and {@code \r} into line ends. A bare value ends at the first {@code #}.
 */
final class DotEnv {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  /** One assignment; {@code column} is where the name starts. */
  record Assignment(String name, String value, int line, int column) {}

  private final String text;
  private final Findings findings;
  private final List<Assignment> assignments = new ArrayList<>();
  private int at;
  private int line = 1;

  private DotEnv(String text, Findings findings) {
    this.text = text;
    this.findings = findings;
  }

  /** Every assignment in the order of the text; lines that are none are reported. */
  static List<Assignment> read(String text, Findings findings) {
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    DotEnv reader = new DotEnv(clean.replace("\r\n", "\n").replace('\r', '\n'), findings);
    while (reader.at < reader.text.length()) {
      reader.line();
    }
    return reader.assignments;
  }

  private void line() {
    int start = at;
    skipBlanks();
    if (atLineEnd() || text.charAt(at) == '#') {
      nextLine();
      return;
    }
    if (text.startsWith("export ", at) || text.startsWith("export\t", at)) {
      at += "export ".length();
      skipBlanks();
    }
    int nameStart = at;
    while (!atLineEnd() && NAME.matcher(text.substring(at, at + 1)).matches()) {
      at++;
    }
    String name = text.substring(nameStart, at);
    skipBlanks();
    boolean separated =
        !atLineEnd()
            && (text.charAt(at) == '='
                || (text.charAt(at) == ':' && at + 1 < text.length() && isBlank(at + 1)));
    if (name.isEmpty() || !separated) {
      findings.warning(
          line,
          nameStart - start + 1,
          "E1",
          "this line is not NAME=value and is ignored",
          "write NAME=value, or start the line with # to make it a comment");
      nextLine();
      return;
    }
    at++;
    int ownLine = line;
    assignments.add(new Assignment(name, value(name), ownLine, nameStart - start + 1));
    nextLine();
  }

  private String value(String name) {
    skipBlanks();
    if (!atLineEnd() && "'\"`".indexOf(text.charAt(at)) >= 0) {
      char quote = text.charAt(at);
      int end = closing(quote);
      if (end >= 0) {
        return quoted(quote, end);
      }
    }
    int start = at;
    while (!atLineEnd() && text.charAt(at) != '#') {
      at++;
    }
    if (!atLineEnd() && at > start && !isBlank(at - 1)) {
      findings.warning(
          line,
          0,
          "E4",
          "the value of " + name + " ends at the # sign",
          "put the value in quotes if # belongs to it, else a blank before the comment");
    }
    return text.substring(start, at).strip();
  }

  /** The index of the closing quote, provided only blanks or a comment follow it; otherwise -1. */
  private int closing(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == quote && text.charAt(i - 1) != '\\') {
        int after = i + 1;
        while (after < text.length() && isBlank(after)) {
          after++;
        }
        boolean ends =
            after == text.length() || text.charAt(after) == '\n' || text.charAt(after) == '#';
        return ends ? i : -1;
      }
    }
    return -1;
  }

  private String quoted(char quote, int end) {
    String inner = text.substring(at + 1, end);
    line += (int) inner.chars().filter(c -> c == '\n').count();
    at = end + 1;
    return quote == '"' ? inner.replace("\\n", "\n").replace("\\r", "\r") : inner;
  }

  private void nextLine() {
    while (!atLineEnd()) {
      at++;
    }
    if (at < text.length()) {
      at++;
    }
    line++;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(at)) {
      at++;
    }
  }

  private boolean isBlank(int index) {
    char c = text.charAt(index);
    return c == ' ' || c == '\t';
  }

  private boolean atLineEnd() {
    return at >= text.length() || text.charAt(at) == '\n';
  }
}
