package dev.klatch.config;

import java.util.ArrayList;
import java.util.List;

/** Collects the findings about one file while it is read. Not thread-safe. */
public final class Findings {
  private final String file;
  private final List<Finding> list = new ArrayList<>();

  /**
   * @param file the name the findings carry
   */
  public Findings(String file) {
    this.file = file;
  }

  /** The name the findings carry. */
  public String file() {
    return file;
  }

  /** Adds a finding at a position of this file. */
  public void add(int line, int column, Severity severity, String rule, String cause, String fix) {
    list.add(new Finding(file, line, column, severity, rule, cause, fix));
  }

  /** Adds an error at a position of this file. */
  public void error(int line, int column, String rule, String cause, String fix) {
    add(line, column, Severity.ERROR, rule, cause, fix);
  }

  /** Adds a warning at a position of this file. */
  public void warning(int line, int column, String rule, String cause, String fix) {
    add(line, column, Severity.WARNING, rule, cause, fix);
  }

  /** Adds an information at a position of this file. */
  public void info(int line, int column, String rule, String cause, String fix) {
    add(line, column, Severity.INFO, rule, cause, fix);
  }

  /** Adds a finding that was made elsewhere. */
  public void add(Finding finding) {
    list.add(finding);
  }

  /** Adds findings that were made elsewhere. */
  public void addAll(List<Finding> findings) {
    list.addAll(findings);
  }

  /** Everything so far, in the order in which it is shown. */
  public List<Finding> sorted() {
    return list.stream().sorted(Finding.ORDER).distinct().toList();
  }
}
