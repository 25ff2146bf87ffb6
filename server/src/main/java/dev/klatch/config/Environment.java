package dev.klatch.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the process over those of the {@code .env} file in the working directory.
 * Immutable. Values may be secrets: nothing here prints them.
 */
public final class Environment {
  /** The name findings carry when a variable comes from the process itself. */
  public static final String PROCESS = "environment";

  private static final String FILE = ".env";
  private static final long MAX_BYTES = 1_000_000;

  /**
   * Where a value was written.
   *
   * @param file {@code .env}, {@value #PROCESS}, or the name of another file
   * @param line from 1; 0 for the process environment
   * @param column from 1; 0 for the process environment
   */
  public record Origin(String file, int line, int column) {}

  private record Variable(String value, Origin origin) {}

  private final Map<String, Variable> variables;
  private final List<Finding> findings;

  private Environment(Map<String, Variable> variables, List<Finding> findings) {
    this.variables = Map.copyOf(variables);
    this.findings = List.copyOf(findings);
  }

  /** An environment of given values, as if the process had them. */
  public static Environment of(Map<String, String> values) {
    Map<String, Variable> variables = new HashMap<>();
    values.forEach((k, v) -> variables.put(k, new Variable(v, new Origin(PROCESS, 0, 0))));
    return new Environment(variables, List.of());
  }

  /**
   * Reads {@code .env} from a folder and lays the process environment over it.
   *
   * @param workingDirectory where {@code .env} may lie; its absence is fine
   * @param process the variables of the process; they win
   */
  public static Environment load(Path workingDirectory, Map<String, String> process) {
    Path file = workingDirectory.resolve(FILE);
    Findings findings = new Findings(FILE);
    String text = "";
    try {
      if (Files.isRegularFile(file)) {
        text = read(file, findings);
      } else if (Files.isDirectory(file)) {
        findings.error(
            0,
            0,
            "F2",
            file.toAbsolutePath() + " is a folder, not a file",
            "remove the folder (Docker creates one when the mounted file is missing), create the file, start again");
      }
    } catch (IOException e) {
      findings.error(
          0,
          0,
          "F5",
          file.toAbsolutePath() + " cannot be read (" + e.getClass().getSimpleName() + ")",
          "give the user that runs the server permission to read it");
    }
    return parse(text, process, findings);
  }

  /** As {@link #load}, with the text of the file given. */
  public static Environment parse(String dotEnv, Map<String, String> process) {
    return parse(dotEnv, process, new Findings(FILE));
  }

  private static Environment parse(String text, Map<String, String> process, Findings findings) {
    Map<String, Variable> variables = new HashMap<>();
    for (DotEnv.Assignment a : DotEnv.read(text, findings)) {
      Variable earlier =
          variables.put(a.name(), new Variable(a.value(), new Origin(FILE, a.line(), a.column())));
      if (earlier != null && !earlier.value().equals(a.value())) {
        findings.warning(
            a.line(),
            a.column(),
            "E2",
            a.name() + " is already set on line " + earlier.origin().line() + "; this line wins",
            "keep one of the two");
      }
    }
    process.forEach((k, v) -> variables.put(k, new Variable(v, new Origin(PROCESS, 0, 0))));
    return new Environment(variables, findings.sorted());
  }

  private static String read(Path file, Findings findings) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      findings.error(
          0, 0, "E5", "the file is larger than " + MAX_BYTES + " bytes and is ignored", "check it");
      return "";
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /**
   * This environment with values for names that are unset or blank here, such as generated ones.
   */
  public Environment withMissing(Map<String, String> values, String file) {
    Map<String, Variable> merged = new HashMap<>(variables);
    values.forEach(
        (name, value) -> {
          if (value(name) == null) {
            merged.put(name, new Variable(value, new Origin(file, 0, 0)));
          }
        });
    return new Environment(merged, findings);
  }

  /** The value as it is, perhaps empty; null when the name is unset. */
  public @Nullable String get(String name) {
    Variable variable = variables.get(name);
    return variable == null ? null : variable.value();
  }

  /** The trimmed value; null when the name is unset or blank. */
  public @Nullable String value(String name) {
    String value = get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Whether the trimmed value is {@code true} in any case; every other text is false. */
  public boolean isTrue(String name) {
    String value = value(name);
    return value != null && value.equalsIgnoreCase("true");
  }

  /** Where a name was set; null when it is unset. */
  public @Nullable Origin origin(String name) {
    Variable variable = variables.get(name);
    return variable == null ? null : variable.origin();
  }

  /**
   * Those of the given names that are set, with their values; for parts that read variables
   * themselves.
   */
  public Map<String, String> select(Collection<String> names) {
    Map<String, String> selected = new HashMap<>();
    for (String name : names) {
      String value = get(name);
      if (value != null) {
        selected.put(name, value);
      }
    }
    return selected;
  }

  /** This environment without some names, for values that turned out to be unusable. */
  public Environment without(Set<String> names) {
    Map<String, Variable> rest = new HashMap<>(variables);
    rest.keySet().removeAll(names);
    return new Environment(rest, findings);
  }

  /** All names that are set, sorted. */
  public Set<String> names() {
    return new TreeSet<>(variables.keySet());
  }

  /** What is wrong with the {@code .env} file. */
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public String toString() {
    return "Environment of " + variables.size() + " names";
  }
}
