import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The folders of a clone.
 *
 * @param root the clone
 * @param state what builds remember about themselves; deleting it costs one full build, nothing else
 * @param cache downloaded tools, shared by all clones of a user
 */
record Project(Path root, Path state, Path cache) {
  static Project at(Path root) {
    if (!Files.isRegularFile(root.resolve("server/pom.xml"))) {
      throw new Failure(
          root + " is not a clone of Klatch (no server/pom.xml). Fix: run ./klatch of the clone.");
    }
    Path state = root.resolve(".build");
    try {
      Files.createDirectories(state.resolve("logs"));
    } catch (IOException e) {
      throw new Failure("cannot write to " + state + ": " + e + ". Fix: make the clone writable.", e);
    }
    return new Project(root, state, cacheFolder(state));
  }

  Path server() {
    return root.resolve("server");
  }

  Path web() {
    return root.resolve("web");
  }

  Path jar() {
    return server().resolve("target/klatch.jar");
  }

  Path aotCache() {
    return server().resolve("target/klatch.aot");
  }

  Path stamp() {
    return state.resolve("stamp");
  }

  Path log(String name) {
    return state.resolve("logs").resolve(name + ".log");
  }

  /** The JDK this program runs on; everything it starts uses the same one. */
  static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  static Path java() {
    return javaHome().resolve(isWindows() ? "bin/java.exe" : "bin/java");
  }

  static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  static boolean isMac() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
  }

  static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  /** The user's home as the environment says; empty where there is none (services, containers). */
  static Optional<Path> home() {
    return environment("HOME").or(() -> environment("USERPROFILE")).map(Path::of);
  }

  private static Path cacheFolder(Path state) {
    Optional<Path> named = environment("KLATCH_CACHE").map(Path::of);
    if (named.isPresent()) {
      return named.get().toAbsolutePath();
    }
    Path cache = home().map(home -> home.resolve(".cache/klatch")).orElse(state.resolve("cache"));
    try {
      Files.createDirectories(cache);
      return Files.isWritable(cache) ? cache : state.resolve("cache");
    } catch (IOException | UncheckedIOException e) {
      return state.resolve("cache"); // a home that cannot be written to: keep the tools in the clone
    }
  }
}
