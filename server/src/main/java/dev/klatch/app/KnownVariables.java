package dev.klatch.app;

import dev.klatch.config.Environment;
import dev.klatch.config.Finding;
import dev.klatch.config.NearestName;
import dev.klatch.config.Schema;
import dev.klatch.config.SchemaReader;
import dev.klatch.config.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The variables there are, and what is to be said about those that are set in {@code .env}. */
final class KnownVariables {
  private static final String FILE = ".env";
  private static final int MAX_LISTED = 12;

  private final Map<String, Schema.Facts> byName;

  KnownVariables() {
    try (InputStream in =
        Objects.requireNonNull(KnownVariables.class.getResourceAsStream("variables.schema"))) {
      byName = SchemaReader.readList(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All variables in the order of the data. */
  List<Schema.Facts> all() {
    return List.copyOf(byName.values());
  }

  /** The variables whose values are never shown. */
  List<String> secretNames() {
    return all().stream()
        .filter(f -> f.marks().contains("secret"))
        .map(Schema.Facts::path)
        .toList();
  }

  /**
   * Findings about names in {@code .env}: misspelt ones, ones that no longer do anything, ones this
   * version does not act on.
   *
   * @param settingsSource text of the settings file; names it refers to are in use
   */
  List<Finding> check(Environment environment, String settingsSource) {
    List<Finding> findings = new ArrayList<>();
    List<String> idle = new ArrayList<>();
    for (String name : environment.names()) {
      Environment.Origin origin = environment.origin(name);
      boolean used = settingsSource.contains("${" + name + "}");
      if (origin == null
          || !origin.file().equals(FILE)
          || used
          || environment.value(name) == null) {
        continue;
      }
      Schema.Facts facts = byName.get(name);
      if (facts == null) {
        misspelt(name, environment, origin).ifPresent(findings::add);
      } else if (facts.marks().contains("removed")) {
        findings.add(
            new Finding(
                FILE,
                origin.line(),
                origin.column(),
                Severity.INFO,
                "S4",
                name + " is a setting of earlier versions",
                facts.meaning()));
      } else if (!facts.marks().contains("served")) {
        idle.add(name);
      }
    }
    if (!idle.isEmpty()) {
      findings.add(idle(idle));
    }
    return findings;
  }

  private Optional<Finding> misspelt(
      String name, Environment environment, Environment.Origin origin) {
    return NearestName.of(name, byName.keySet())
        .filter(near -> environment.value(near) == null)
        .map(
            near ->
                new Finding(
                    FILE,
                    origin.line(),
                    origin.column(),
                    Severity.WARNING,
                    "E3",
                    "unknown variable " + name + " has no effect",
                    "did you mean " + near + "?"));
  }

  private static Finding idle(List<String> names) {
    int more = names.size() - MAX_LISTED;
    return new Finding(
        FILE,
        0,
        0,
        Severity.INFO,
        "V1",
        "understood but not acted on by this version: "
            + String.join(", ", names.subList(0, Math.min(names.size(), MAX_LISTED)))
            + (more > 0 ? " and " + more + " more" : ""),
        "nothing to do; docs/settings.md says which variables are");
  }
}
