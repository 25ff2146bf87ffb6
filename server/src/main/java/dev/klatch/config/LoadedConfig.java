package dev.klatch.config;

import java.util.List;
import java.util.Optional;

/**
 * The settings file after reading and checking.
 *
 * @param status what became of the file
 * @param name the name findings carry, for example {@code librechat.yaml}
 * @param location absolute path or address that was read or tried
 * @param source the file's text, empty when there was none
 * @param root what can be used of it: only known settings with values of the right type
 * @param findings everything there is to say about it, in order
 */
public record LoadedConfig(
    Status status,
    String name,
    String location,
    String source,
    ConfigNode root,
    List<Finding> findings) {

  /** What became of the file. */
  public enum Status {
    /** It was read; single settings may be left out. */
    LOADED,
    /** There is none; defaults are in use. */
    MISSING,
    /** It exists but cannot be used; defaults are in use. */
    UNREADABLE
  }

  public LoadedConfig {
    findings = List.copyOf(findings);
  }

  /** One line for the start of the server: which file was read, or where none was found. */
  public String summary() {
    return switch (status) {
      case LOADED -> "settings read from " + location;
      case MISSING -> "NO SETTINGS FILE at " + location + " - running with defaults";
      case UNREADABLE -> "SETTINGS FILE NOT LOADED: " + location + " - running with defaults";
    };
  }

  /** The finding administrators must see in the running application: why the file is not in use. */
  public Optional<Finding> banner() {
    return status == Status.UNREADABLE
        ? findings.stream().filter(Finding::fails).findFirst()
        : Optional.empty();
  }

  /** Never shows the source, which may hold keys. */
  @Override
  public String toString() {
    return "LoadedConfig[" + status + ", " + location + "]";
  }
}
