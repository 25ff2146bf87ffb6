import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One started program. Its output goes to a log file, or to this terminal. */
final class Command {
  private static final int TAIL_LINES = 60;

  private final List<String> words;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path folder = Path.of("").toAbsolutePath();

  Command(List<String> words) {
    this.words = new ArrayList<>(words);
  }

  Command with(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  Command in(Path workingFolder) {
    folder = workingFolder;
    return this;
  }

  Command set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Command set(Map<String, String> values) {
    environment.putAll(values);
    return this;
  }

  /** Runs with the output in {@code log}; the exit code is returned. */
  int run(Path log) throws InterruptedException {
    ProcessBuilder builder = builder().redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    return waitFor(start(builder));
  }

  /** As {@link #run}, but anything other than exit code 0 is a failure that shows the log's end. */
  void mustRun(String what, Path log) throws InterruptedException {
    int exit = run(log);
    if (exit != 0) {
      throw new Failure(what + " failed (exit code " + exit + "):\n" + tail(log));
    }
  }

  /** Runs in this terminal: input, output and Ctrl-C are shared. */
  Process startHere() {
    return start(builder().inheritIO());
  }

  /** What the program prints, or an empty text if it cannot be run. */
  String output() throws InterruptedException {
    try {
      Process process = builder().redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** The end of a log with its name, for error messages. */
  static String tail(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      // Maven repeats what went wrong as [ERROR] lines; the rest of its end is of no use
      List<String> errors = lines.stream().filter(line -> line.startsWith("[ERROR]")).toList();
      List<String> shown = errors.isEmpty() ? lines : errors;
      List<String> last = shown.subList(Math.max(0, shown.size() - TAIL_LINES), shown.size());
      return String.join("\n", last).indent(2) + "  Whole log: " + log;
    } catch (IOException | UncheckedIOException e) {
      return "  (no log at " + log + ")";
    }
  }

  private ProcessBuilder builder() {
    List<String> command = new ArrayList<>(words);
    if (Project.isWindows() && command.getFirst().endsWith(".cmd")) {
      command.addAll(0, List.of("cmd.exe", "/c"));
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", Project.javaHome().toString());
    builder.environment().putAll(environment);
    return builder;
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Failure("cannot start " + words.getFirst() + ": " + e.getMessage(), e);
    }
  }

  private static int waitFor(Process process) throws InterruptedException {
    Thread stop = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(stop); // Ctrl-C ends the started program too
    try {
      return process.waitFor();
    } finally {
      end(process);
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException shuttingDown) {
        // the hook is running already
      }
    }
  }

  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
