package dev.klatch.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first line of a block-style YAML text whose indentation does not fit, and says it in a
 * person's terms. A parser notices such a line late or blames another one; this scan follows
 * columns only.
 */
final class IndentScan {
  private static final Pattern KEY =
      Pattern.compile(
          "(\"[^\"]*\"|'[^']*'|[^\\s#\\-\\[{&*!|>'\"%@`][^#]*?|-[^\\s#][^#]*?)\\s*:(\\s+(.*))?");
  private static final Pattern BLOCK_TEXT = Pattern.compile(".*[|>][-+0-9]*\\s*(#.*)?");

  private record Block(int column, boolean list, int line) {}

  private final String file;
  private final List<String> lines;
  private final Deque<Block> blocks = new ArrayDeque<>();

  /** Whether the line before opened a block, that is, had a key without a value. */
  private boolean open = true;

  private @Nullable Finding found;

  private IndentScan(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** The first misplaced key, if the columns show one. */
  static Optional<Finding> firstFault(String file, List<String> lines) {
    IndentScan scan = new IndentScan(file, lines);
    scan.run();
    return Optional.ofNullable(scan.found);
  }

  private void run() {
    for (int i = 0; i < lines.size() && found == null; i++) {
      String line = lines.get(i);
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#") || content.startsWith("---")) {
        continue;
      }
      int column = indent(line) + 1;
      if (content.startsWith("- ") || content.equals("-")) {
        item(i + 1, column, content);
      } else {
        key(i + 1, column, content);
      }
      if (BLOCK_TEXT.matcher(content).matches()) {
        i = skipBlockText(i, column);
      } else {
        i = skipOpenValue(i, content);
      }
    }
  }

  private void item(int line, int column, String content) {
    while (!blocks.isEmpty() && top().column() > column) {
      blocks.pop();
    }
    if (blocks.isEmpty() || !top().list() || top().column() != column) {
      if (!open && !blocks.isEmpty()) {
        return; // nothing certain can be said
      }
      blocks.push(new Block(column, true, line));
    }
    String rest = content.substring(1);
    int keyColumn = column + 1 + indent(rest);
    open = true;
    if (!rest.isBlank()) {
      opened(line, keyColumn, rest.strip());
    }
  }

  private void key(int line, int column, String content) {
    Matcher matcher = KEY.matcher(content);
    if (!matcher.matches()) {
      open = true; // continuation of a value, or flow style: columns do not matter
      return;
    }
    boolean popped = false;
    while (!blocks.isEmpty() && top().column() > column) {
      blocks.pop();
      popped = true;
    }
    if (!blocks.isEmpty() && top().list() && top().column() == column) {
      Block list = blocks.pop();
      if (blocks.isEmpty() || top().column() != column) {
        fault(line, column, list.column() + 2, list.line(), "Y2");
        return;
      }
    }
    boolean deeper = blocks.isEmpty() || top().column() < column;
    if (deeper && !blocks.isEmpty() && (popped || !open)) {
      fault(line, column, top().column(), top().line(), "Y1");
      return;
    }
    opened(line, column, content);
  }

  private void opened(int line, int column, String content) {
    Matcher matcher = KEY.matcher(content);
    if (!matcher.matches()) {
      open = true;
      return;
    }
    if (blocks.isEmpty() || top().list() || top().column() < column) {
      blocks.push(new Block(column, false, line));
    }
    String value = matcher.group(3);
    open = value == null || value.isBlank() || value.startsWith("#") || !isComplete(value);
  }

  /** Whether a value ends on its own line; flow collections and anchors may go on. */
  private static boolean isComplete(String value) {
    String plain = value.strip();
    return switch (plain.charAt(0)) {
      case '[' -> plain.contains("]");
      case '{' -> plain.contains("}");
      case '&', '!', '|', '>' -> false;
      default -> true;
    };
  }

  private void fault(int line, int column, int wanted, int blockLine, String rule) {
    String blockText = lines.get(blockLine - 1).strip();
    boolean inItem = blockText.startsWith("-");
    String cause =
        "this key starts in column "
            + column
            + ", but "
            + (inItem ? "its list item" : "its block")
            + " (line "
            + blockLine
            + ") uses column "
            + wanted;
    int by = Math.abs(column - wanted);
    int last = lastOfBlock(line, column);
    String fix =
        "move "
            + by
            + (by == 1 ? " column " : " columns ")
            + (column > wanted ? "left" : "right")
            + (last == line ? " (line " + line + ")" : " (lines " + line + "-" + last + ")");
    String corrected = " ".repeat(wanted - 1) + SourceMask.yaml(lines.get(line - 1).strip());
    found =
        new Finding(file, line, column, Severity.ERROR, rule, cause, fix).withCorrected(corrected);
  }

  /** The last line that has to move together with a misplaced one. */
  private int lastOfBlock(int line, int column) {
    int last = line;
    for (int i = line; i < lines.size(); i++) {
      String text = lines.get(i);
      if (text.isBlank() || text.strip().startsWith("#")) {
        continue;
      }
      if (indent(text) + 1 < column
          || (indent(text) + 1 == column && text.strip().startsWith("-"))) {
        break;
      }
      last = i + 1;
    }
    return last;
  }

  /**
   * The last line of a quoted text or bracket that does not end on its own line; the last of all if
   * it never ends.
   */
  private int skipOpenValue(int index, String content) {
    Matcher matcher = KEY.matcher(content.replaceFirst("^(- +)+", ""));
    String value = matcher.matches() ? matcher.group(3) : null;
    if (value == null || value.isBlank()) {
      return index;
    }
    char first = value.charAt(0);
    if (first == '"' || first == '\'') {
      return value.indexOf(first, 1) > 0 ? index : lastBefore(index, l -> l.indexOf(first) >= 0);
    }
    if (first != '[' && first != '{') {
      return index;
    }
    int[] depth = {balance(value)};
    return depth[0] <= 0
        ? index
        : lastBefore(
            index,
            l -> {
              depth[0] += balance(l);
              return depth[0] <= 0;
            });
  }

  private int lastBefore(int index, Predicate<String> ends) {
    int i = index + 1;
    while (i < lines.size() && !ends.test(lines.get(i))) {
      i++;
    }
    open = false;
    return i;
  }

  private static int balance(String text) {
    int balance = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      balance += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    }
    return balance;
  }

  private int skipBlockText(int index, int column) {
    int i = index;
    while (i + 1 < lines.size()
        && (lines.get(i + 1).isBlank() || indent(lines.get(i + 1)) + 1 > column)) {
      i++;
    }
    open = false;
    return i;
  }

  private Block top() {
    return blocks.element();
  }

  private static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }
}
