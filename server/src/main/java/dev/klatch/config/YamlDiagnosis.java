package dev.klatch.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Turns a YAML syntax error into the cause a person can act on: what is wrong, on the line where it
 * was written.
 */
final class YamlDiagnosis {
  private static final Pattern SPECIAL_VALUE =
      Pattern.compile("^\\s*(?:- +)?(?:[^:#]+: +)?([*@%`&!]\\S*).*$");
  private static final Pattern SECOND_COLON =
      Pattern.compile("^\\s*(?:- +)?[^:#\"'\\[{]+: +[^\"'\\[{|>#].*: .*$");
  private static final int LARGEST_SAMPLE = 200;

  private YamlDiagnosis() {}

  /** The finding for a syntax error with a position. */
  static Finding explain(String text, MarkedYamlEngineException e, String file) {
    List<String> lines = text.lines().toList();
    @Nullable Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
    int line = mark == null ? 1 : mark.getLine() + 1;
    int column = mark == null ? 1 : mark.getColumn() + 1;
    return tab(lines, file)
        .or(() -> strangeCharacter(lines, file))
        .or(() -> specialValue(lines, line, file))
        .or(() -> indentation(lines, line, file))
        .or(() -> secondColon(lines, line, file))
        .orElseGet(
            () ->
                new Finding(
                    file,
                    line,
                    column,
                    Severity.ERROR,
                    "Y0",
                    "the YAML cannot be read here: " + shorten(e.getProblem()),
                    "check quotes, brackets and indentation of this line and the one above"));
  }

  /** The finding for text that is no YAML at all, for example because of control characters. */
  static Finding unreadable(String text, String file) {
    List<String> lines = text.lines().toList();
    return strangeCharacter(lines, file)
        .orElseGet(
            () ->
                new Finding(
                    file,
                    1,
                    1,
                    Severity.ERROR,
                    "Y8",
                    "the file holds characters that YAML does not allow",
                    "save it as UTF-8 text"));
  }

  private static Optional<Finding> indentation(List<String> lines, int errorLine, String file) {
    return IndentScan.firstFault(file, lines).filter(f -> f.line() <= errorLine);
  }

  private static Optional<Finding> tab(List<String> lines, String file) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String lead = line.substring(0, line.length() - line.stripLeading().length());
      int tab = lead.indexOf('\t');
      if (tab >= 0 && !line.isBlank()) {
        Finding finding =
            error(file, i + 1, tab + 1, "Y4", "a tab indents this line", "use blanks instead");
        return Optional.of(
            finding.withCorrected(lead.replace("\t", "  ") + SourceMask.yaml(line.strip())));
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> strangeCharacter(List<String> lines, String file) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      for (int at = 0; at < line.length(); at++) {
        String name = nameOf(line.charAt(at));
        if (name != null && !line.strip().startsWith("#")) {
          return Optional.of(
              error(
                  file,
                  i + 1,
                  line.codePointCount(0, at) + 1,
                  "Y8",
                  name + String.format(" (U+%04X)", (int) line.charAt(at)) + " stands here",
                  "type the plain character instead; such ones come in by copying"));
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable String nameOf(char c) {
    return switch (c) {
      case '\u00A0', '\u3000', '\u2007', '\u202F' -> "a special blank";
      case '\u200B', '\uFEFF' -> "an invisible character";
      case '\uFF1A' -> "a full-width colon";
      case '\u201C', '\u201D', '\u201E' -> "a typographic quote";
      case '\u0000' -> "a null byte (is the file UTF-16?)";
      default -> c < ' ' && c != '\t' ? "a control character" : null;
    };
  }

  private static Optional<Finding> specialValue(List<String> lines, int line, String file) {
    if (line > lines.size()) {
      return Optional.empty();
    }
    Matcher matcher = SPECIAL_VALUE.matcher(lines.get(line - 1));
    if (!matcher.matches() || matcher.group(1).length() > LARGEST_SAMPLE) {
      return Optional.empty();
    }
    String value = matcher.group(1);
    int column = matcher.start(1);
    Finding finding =
        error(
            file,
            line,
            column + 1,
            "Y6",
            "a value may not start with " + value.charAt(0) + " unless it is in quotes",
            "put quotes round it");
    String source = lines.get(line - 1);
    return Optional.of(
        finding.withCorrected(
            SourceMask.yaml(
                source.substring(0, column) + '"' + source.substring(column).strip() + '"')));
  }

  private static Optional<Finding> secondColon(List<String> lines, int line, String file) {
    if (line > lines.size() || !SECOND_COLON.matcher(lines.get(line - 1)).matches()) {
      return Optional.empty();
    }
    int first = lines.get(line - 1).indexOf(": ");
    int column = lines.get(line - 1).indexOf(": ", first + 2) + 1;
    return Optional.of(
        error(
            file,
            line,
            column,
            "Y6",
            "a second colon makes this value a mapping",
            "put quotes round the value"));
  }

  private static Finding error(
      String file, int line, int column, String rule, String cause, String fix) {
    return new Finding(file, line, column, Severity.ERROR, rule, cause, fix);
  }

  private static String shorten(String problem) {
    String oneLine = problem.replaceAll("\\s+", " ");
    return oneLine.length() > LARGEST_SAMPLE ? oneLine.substring(0, LARGEST_SAMPLE) : oneLine;
  }
}
