import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the built server is started: the one place besides the {@code klatch} scripts that knows. */
final class Server {
  private Server() {}

  /** The JVM, its flags, the jar and the main class; a command such as {@code start} follows. */
  static List<String> command(Project project) {
    List<String> command = new ArrayList<>();
    command.add(Project.java().toString());
    command.add("@" + project.server().resolve("jvm.options"));
    Project.environment("KLATCH_JAVA_OPTS")
        .ifPresent(options -> command.addAll(List.of(options.strip().split("\\s+"))));
    if (Files.isRegularFile(project.aotCache())) {
      command.add("-XX:AOTCache=" + project.aotCache());
    }
    command.addAll(List.of("-cp", project.jar().toString(), "dev.klatch.app.Main"));
    return command;
  }

  /** The same as a JSON array, for the tests that start servers of their own. */
  static String commandJson(Project project) {
    return command(project).stream()
        .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }
}
