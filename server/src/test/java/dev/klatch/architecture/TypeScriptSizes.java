package dev.klatch.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Measures functions of TypeScript sources by their braces. No parser: comments, strings and
 * templates are blanked first, and a brace opens a function if an arrow or a parameter list stands
 * before it. Exact enough to find a function that is too long.
 */
final class TypeScriptSizes {
  /** Keywords whose parentheses are no parameter list. */
  private static final Pattern CONTROL =
      Pattern.compile("(^|[^\\w$.])(if|for|while|switch|catch|with|await)\\s*$");

  private static final String BEFORE_REGEX = "(,=:[!&|?{;";

  private final char[] text;
  private final Deque<Integer> templates = new ArrayDeque<>();
  private int depth;

  private TypeScriptSizes(String source) {
    this.text = source.toCharArray();
  }

  /**
   * @param line where the function's body starts, from 1
   * @param lines from the opening to the closing brace
   */
  record Function(int line, int lines) {}

  private record Open(int line, boolean function) {}

  static List<Function> functions(String source) {
    String blanked = new TypeScriptSizes(source).blanked();
    Deque<Open> open = new ArrayDeque<>();
    List<Function> functions = new ArrayList<>();
    int line = 1;
    for (int i = 0; i < blanked.length(); i++) {
      char c = blanked.charAt(i);
      if (c == '\n') {
        line++;
      } else if (c == '{') {
        open.push(new Open(line, opensFunction(blanked, i)));
      } else if (c == '}' && !open.isEmpty()) {
        Open start = open.pop();
        if (start.function()) {
          functions.add(new Function(start.line(), line - start.line() + 1));
        }
      }
    }
    return functions;
  }

  private static boolean opensFunction(String code, int brace) {
    String before = code.substring(Math.max(0, brace - 400), brace).stripTrailing();
    if (before.endsWith("=>")) {
      return true;
    }
    int close = before.lastIndexOf(')');
    if (close < 0 || !before.substring(close + 1).matches("\\s*(:\\s*[\\w<>\\[\\]., |&'\"]+)?")) {
      return false;
    }
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      depth += before.charAt(i) == ')' ? 1 : before.charAt(i) == '(' ? -1 : 0;
      if (depth == 0) {
        return !CONTROL.matcher(before.substring(0, i)).find();
      }
    }
    return true; // a parameter list longer than the window
  }

  /** The source with everything that is not code replaced by spaces; line ends stay. */
  private String blanked() {
    int i = 0;
    while (i < text.length) {
      char c = text[i];
      char next = i + 1 < text.length ? text[i + 1] : '\0';
      if (c == '/' && next == '/') {
        i = blank(i, lineEnd(i));
      } else if (c == '/' && next == '*') {
        i = blank(i, commentEnd(i));
      } else if (c == '\'' || c == '"' || (c == '/' && startsRegex(i))) {
        i = blank(i, literalEnd(i, c));
      } else if (c == '`') {
        i = blankTemplate(i + 1);
      } else if (c == '}' && !templates.isEmpty() && templates.peek() == depth) {
        templates.pop();
        text[i] = ' ';
        i = blankTemplate(i + 1);
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        i++;
      }
    }
    return new String(text);
  }

  /** Blanks a template from inside to its end, or to the start of an embedded expression. */
  private int blankTemplate(int from) {
    int i = from;
    while (i < text.length && text[i] != '`') {
      if (text[i] == '$' && i + 1 < text.length && text[i + 1] == '{') {
        blank(from, i + 2);
        templates.push(depth);
        return i + 2;
      }
      i += text[i] == '\\' ? 2 : 1;
    }
    return blank(from, Math.min(text.length, i + 1));
  }

  private boolean startsRegex(int at) {
    int i = at - 1;
    while (i >= 0 && (text[i] == ' ' || text[i] == '\t')) {
      i--;
    }
    return i >= 0 && BEFORE_REGEX.indexOf(text[i]) >= 0 && literalEnd(at, '/') < lineEnd(at);
  }

  /** The place after the closing quote, or the end of the line where there is none. */
  private int literalEnd(int from, char quote) {
    boolean inClass = false;
    for (int i = from + 1; i < text.length && text[i] != '\n'; i++) {
      if (text[i] == '\\') {
        i++;
      } else if (text[i] == quote && !inClass) {
        return i + 1;
      } else if (quote == '/') {
        inClass = text[i] == '[' || (inClass && text[i] != ']');
      }
    }
    return quote == '/' ? lineEnd(from) : from + 1; // an apostrophe in JSX text
  }

  private int lineEnd(int from) {
    int i = from;
    while (i < text.length && text[i] != '\n') {
      i++;
    }
    return i;
  }

  private int commentEnd(int from) {
    int i = from + 2;
    while (i + 1 < text.length && !(text[i] == '*' && text[i + 1] == '/')) {
      i++;
    }
    return Math.min(text.length, i + 2);
  }

  private int blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] != '\n') {
        text[i] = ' ';
      }
    }
    return to;
  }
}
