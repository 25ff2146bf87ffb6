package dev.klatch.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed settings from the {@link Environment}. A value that cannot be read gives the default,
 * or where that would widen a permission the safe value, and a finding that names the variable but
 * never its value. Not thread-safe.
 */
public final class SettingReader {
  private final Environment environment;
  private final Findings findings = new Findings(Environment.PROCESS);

  public SettingReader(Environment environment) {
    this.environment = environment;
  }

  /** What was wrong so far. */
  public List<Finding> findings() {
    return findings.sorted();
  }

  /** The trimmed text, or the default when it is unset or blank. */
  public String text(String name, String otherwise) {
    String value = environment.value(name);
    return value == null ? otherwise : value;
  }

  /** The trimmed text, or null when it is unset or blank. */
  public @Nullable String text(String name) {
    return environment.value(name);
  }

  /**
   * A switch. Only the word true, in any case, switches on.
   *
   * @param otherwise the value when it is unset or blank
   * @param safe the value for words that are neither true nor false
   */
  public boolean flag(String name, boolean otherwise, boolean safe) {
    String value = environment.value(name);
    if (value == null) {
      return otherwise;
    }
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return value.equalsIgnoreCase("true");
    }
    report(
        name,
        Severity.WARNING,
        "E6",
        name + " is neither true nor false; it counts as " + safe,
        "write " + name + "=true or " + name + "=false");
    return safe;
  }

  /** A switch that may be left to the program: null when it is unset, blank or unreadable. */
  public @Nullable Boolean flagOrAutomatic(String name) {
    String value = environment.value(name);
    if (value == null) {
      return null;
    }
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return value.equalsIgnoreCase("true");
    }
    report(
        name,
        Severity.WARNING,
        "E6",
        name + " is neither true nor false; it is decided automatically",
        "write true or false, or remove it");
    return null;
  }

  /**
   * A number, which may be written as an expression over {@code + - * / % ( )}.
   *
   * @param otherwise the value when it is unset or unreadable
   */
  public long number(String name, long otherwise, long min, long max) {
    String value = environment.value(name);
    if (value == null) {
      return otherwise;
    }
    OptionalDouble number = Arithmetic.evaluate(value);
    if (number.isEmpty()) {
      report(
          name,
          Severity.WARNING,
          "E7",
          name + " is not a number; " + otherwise + " is used",
          "write a number such as " + otherwise);
      return otherwise;
    }
    double d = number.getAsDouble();
    if (d < min || d > max) {
      report(
          name,
          Severity.WARNING,
          "E7",
          name + " is outside " + min + " to " + max + "; " + otherwise + " is used",
          "write a number in that range");
      return otherwise;
    }
    return (long) d;
  }

  /** As {@link #number} for small numbers. */
  public int integer(String name, int otherwise, int min, int max) {
    return (int) number(name, otherwise, min, max);
  }

  /**
   * A length of time written as a number of milliseconds, at least one second, at most ten years.
   */
  public Duration millis(String name, Duration otherwise) {
    long most = Duration.ofDays(3650).toMillis();
    return Duration.ofMillis(number(name, otherwise.toMillis(), 1_000, most));
  }

  /** One of some words in any case, or the default. */
  public String word(String name, String otherwise, List<String> words) {
    String value = environment.value(name);
    if (value == null) {
      return otherwise;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (words.contains(lower)) {
      return lower;
    }
    report(
        name,
        Severity.WARNING,
        "E8",
        name + " is none of " + String.join(", ", words) + "; " + otherwise + " is used",
        "write one of these words");
    return otherwise;
  }

  /**
   * The public address of something, without trailing slashes. An address without a scheme is taken
   * for http.
   *
   * @return null when it is unset, blank or unreadable
   */
  public @Nullable String address(String name) {
    String value = environment.value(name);
    if (value == null) {
      return null;
    }
    String url = value;
    if (!value.matches("(?i)https?://.*")) {
      if (value.contains("://")) {
        report(
            name, Severity.ERROR, "N4", name + " is not an http address", "write http://host:port");
        return null;
      }
      report(
          name,
          Severity.WARNING,
          "N4",
          name + " has no scheme; http:// is assumed",
          "put http:// or https:// in front");
      url = "http://" + value;
    }
    try {
      if (new URI(url).getHost() != null) {
        return url.replaceAll("/+$", "");
      }
    } catch (URISyntaxException e) {
      // reported below, as for an address without a host
    }
    report(name, Severity.ERROR, "N4", name + " is not a valid address", "write http://host:port");
    return null;
  }

  /** Reports something about a variable, at the place where it was set. */
  public void report(String name, Severity severity, String rule, String cause, String fix) {
    Environment.Origin origin = environment.origin(name);
    Environment.Origin at =
        origin == null ? new Environment.Origin(Environment.PROCESS, 0, 0) : origin;
    findings.add(new Finding(at.file(), at.line(), at.column(), severity, rule, cause, fix));
  }
}
