import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of a bench, as a table for people and as JSON. */
final class Report {
  /** Rows by section, each a list of name and value pairs. */
  private final Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();

  /** Adds a row and prints nothing; values are numbers or texts. */
  void add(String section, Object... namesAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    sections.computeIfAbsent(section, name -> new ArrayList<>()).add(row);
  }

  String table() {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (name, rows) -> {
          List<String> columns = List.copyOf(rows.getFirst().keySet());
          text.append("\n### ").append(name).append("\n\n| ");
          text.append(String.join(" | ", columns)).append(" |\n|");
          text.append("---|".repeat(columns.size())).append('\n');
          for (Map<String, Object> row : rows) {
            text.append("| ");
            text.append(row.values().stream().map(Report::shown).collect(Collectors.joining(" | ")));
            text.append(" |\n");
          }
        });
    return text.toString();
  }

  String json() {
    return sections.entrySet().stream()
        .map(
            section ->
                quoted(section.getKey())
                    + ": [\n    "
                    + section.getValue().stream().map(Report::object).collect(Collectors.joining(",\n    "))
                    + "\n  ]")
        .collect(Collectors.joining(",\n  ", "{\n  ", "\n}\n"));
  }

  private static String object(Map<String, Object> row) {
    return row.entrySet().stream()
        .map(cell -> quoted(cell.getKey()) + ": " + value(cell.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String value(Object value) {
    boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
    return finite ? shown(value) : value instanceof Number ? "null" : quoted(String.valueOf(value));
  }

  private static String shown(Object value) {
    if (!(value instanceof Double number)) {
      return String.valueOf(value);
    }
    double size = Math.abs(number);
    String format = size >= 100 || size == 0 ? "%.0f" : size >= 1 ? "%.1f" : "%.4f";
    return Double.isFinite(number) ? String.format(Locale.ROOT, format, number) : "-";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
