package dev.klatch.admin;

import dev.klatch.config.Finding;
import dev.klatch.config.LoadedConfig;
import dev.klatch.config.Severity;
import dev.klatch.config.SourceMask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows findings to people: {@code file:line:column severity rule cause – fix}, the source around
 * it with a caret, and the corrected line where it is certain.
 */
public final class Doctor {
  /** Nothing is lost. */
  public static final int FINE = 0;

  /** Something that was written does not take effect; with strictness, something is doubtful. */
  public static final int FAULTY = 1;

  /** The settings file cannot be read at all. */
  public static final int UNREADABLE = 2;

  /** Longest source line that is shown, in characters. */
  private static final int MAX_LINE = 160;

  private final Map<String, List<String>> sources;

  /**
   * @param sources the lines of each file by the name its findings carry
   */
  public Doctor(Map<String, List<String>> sources) {
    this.sources = Map.copyOf(sources);
  }

  /** The exit code of a check. */
  public static int exitCode(LoadedConfig file, List<Finding> findings, boolean strict) {
    boolean notRead = file.status() != LoadedConfig.Status.LOADED && file.source().isEmpty();
    if (notRead && file.findings().stream().anyMatch(Finding::fails)) {
      return UNREADABLE;
    }
    boolean faulty =
        findings.stream().anyMatch(f -> f.fails() || (strict && f.severity() != Severity.INFO));
    return faulty ? FAULTY : FINE;
  }

  /** All findings and the result line, ready to print; ends with a line end. */
  public String render(LoadedConfig file, List<Finding> findings) {
    StringBuilder out = new StringBuilder();
    for (Finding finding : findings) {
      finding(finding, out);
    }
    return out.append(result(file, findings)).append('\n').toString();
  }

  private void finding(Finding finding, StringBuilder out) {
    out.append(finding.position())
        .append("  ")
        .append(finding.severity().word())
        .append("  ")
        .append(finding.rule())
        .append("  ")
        .append(finding.cause());
    if (!finding.fix().isEmpty()) {
      out.append(" – ").append(finding.fix());
    }
    out.append('\n');
    source(finding, out);
  }

  private void source(Finding finding, StringBuilder out) {
    List<String> lines = sources.getOrDefault(finding.file(), List.of());
    int line = finding.line();
    if (line < 1 || line > lines.size()) {
      return;
    }
    if (line > 1) {
      shown(finding, lines, line - 1, out);
    }
    shown(finding, lines, line, out);
    if (finding.column() > 0) {
      String start = lines.get(line - 1);
      int end = Math.min(finding.column() - 1, Math.min(start.length(), MAX_LINE));
      String blanks = start.substring(0, end).replaceAll("[^\\t]", " ");
      out.append("       | ").append(blanks).append("^\n");
    }
    if (line < lines.size()) {
      shown(finding, lines, line + 1, out);
    }
    Optional.ofNullable(finding.corrected())
        .ifPresent(text -> out.append("       = ").append(masked(finding, text)).append('\n'));
  }

  private static void shown(Finding finding, List<String> lines, int number, StringBuilder out) {
    String text = masked(finding, lines.get(number - 1));
    boolean cut = text.length() > MAX_LINE;
    out.append(String.format("  %4d | ", number))
        .append(cut ? text.substring(0, MAX_LINE) + "..." : text)
        .append('\n');
  }

  private static String masked(Finding finding, String line) {
    return finding.file().endsWith(".env") ? SourceMask.assignment(line) : SourceMask.yaml(line);
  }

  private static String result(LoadedConfig file, List<Finding> findings) {
    String counts =
        count(findings, Severity.ERROR, "error")
            + ", "
            + count(findings, Severity.WARNING, "warning")
            + ", "
            + count(findings, Severity.INFO, "info");
    return "result: "
        + counts
        + " – "
        + switch (file.status()) {
          case LOADED -> "configuration loaded from " + file.location();
          case MISSING -> "no configuration file at " + file.location() + ", running with defaults";
          case UNREADABLE -> "configuration NOT loaded, running with defaults";
        };
  }

  private static String count(List<Finding> findings, Severity severity, String word) {
    long count = findings.stream().filter(f -> f.severity() == severity).count();
    return count + " " + word + (count == 1 || severity == Severity.INFO ? "" : "s");
  }
}
