package dev.klatch.app;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A line of {@code authorisation.tsv}: a route, how to call it, and what each caller gets.
 *
 * @param line where it stands, from 1
 * @param alone whether it needs a server of its own, as it ends an account or a session
 * @param pattern the route's pattern as it was registered
 * @param target path and query to call, fixtures still as {@code $name}
 * @param body to send, fixtures still as {@code $name}; empty for none
 * @param expected by caller
 */
record MatrixRow(
    int line,
    boolean alone,
    String method,
    String pattern,
    String target,
    String body,
    Map<Caller, Expected> expected) {
  private static final Pattern FILLED = Pattern.compile("\\{([A-Za-z*]+)=([^}]*)}");
  private static final int BODY = Caller.values().length + 2;

  /** Who calls, in the order of the columns. */
  enum Caller {
    ANONYMOUS,
    OTHER,
    OWNER,
    ADMIN,
    VIEWER
  }

  /**
   * What a caller gets.
   *
   * @param entitled whether the caller may see and change what is the owner's
   */
  record Expected(int status, boolean entitled) {
    static Expected of(String cell) {
      boolean entitled = cell.endsWith("*");
      String digits = entitled ? cell.substring(0, cell.length() - 1) : cell;
      return new Expected(Integer.parseInt(digits), entitled);
    }
  }

  /** The rows of a file; blank lines and lines that begin with # are comments. */
  static List<MatrixRow> read(String text) {
    List<MatrixRow> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(number, line.strip()));
      }
    }
    return rows;
  }

  private static MatrixRow row(int number, String text) {
    boolean alone = text.startsWith("!");
    String[] cells = (alone ? text.substring(1).strip() : text).split("\\s+", BODY + 1);
    if (cells.length < BODY) {
      throw new IllegalArgumentException(
          "authorisation.tsv, line " + number + ": fewer columns than the heading names");
    }
    Map<Caller, Expected> expected = new EnumMap<>(Caller.class);
    int column = 0;
    for (Caller caller : Caller.values()) {
      expected.put(caller, Expected.of(cells[column++]));
    }
    String path = cells[BODY - 1];
    return new MatrixRow(
        number,
        alone,
        cells[BODY - 2],
        FILLED.matcher(path).replaceAll("{$1}").replaceFirst("\\?.*$", ""),
        FILLED.matcher(path).replaceAll("$2"),
        cells.length > BODY ? cells[BODY] : "",
        expected);
  }

  /** The route as the coverage check compares it. */
  String route() {
    return method + " " + pattern;
  }

  @Override
  public String toString() {
    return route() + " (line " + line + ")";
  }
}
