package dev.klatch.config;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, doubtful or worth knowing about the settings.
 *
 * @param file the name to print, for example {@code librechat.yaml}, {@code .env} or {@code
 *     environment}
 * @param line counted from 1; 0 when the finding has no position
 * @param column counted from 1 in code points; 0 when only the line is known
 * @param severity how much it matters
 * @param rule short stable id, for example {@code K1}
 * @param cause what is wrong and why, in one sentence without a final stop; never holds a secret
 *     value
 * @param fix what to do about it; may be empty when nothing has to be done
 * @param corrected replacement for the source line where it is certain, otherwise null
 * @param advisory true for an error that leaves all settings in use, so that it does not fail a
 *     check by itself
 */
public record Finding(
    String file,
    int line,
    int column,
    Severity severity,
    String rule,
    String cause,
    String fix,
    @Nullable String corrected,
    boolean advisory) {

  /** By file, then position, then severity: the order in which findings are shown. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::rule);

  /** A finding without a corrected line. */
  public Finding(
      String file, int line, int column, Severity severity, String rule, String cause, String fix) {
    this(file, line, column, severity, rule, cause, fix, null, false);
  }

  /** The same finding with the corrected text of its source line. */
  public Finding withCorrected(String text) {
    return new Finding(file, line, column, severity, rule, cause, fix, text, advisory);
  }

  /** The same finding, marked as not failing a check by itself. */
  public Finding asAdvisory() {
    return new Finding(file, line, column, severity, rule, cause, fix, corrected, true);
  }

  /** Whether this finding alone makes a check fail. */
  public boolean fails() {
    return severity == Severity.ERROR && !advisory;
  }

  /** {@code file:line:column}, shortened where parts are unknown. */
  public String position() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
