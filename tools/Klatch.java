import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The build program behind the {@code klatch} command: builds, tests and measures the project. Run as
 * a source file by the JDK alone ({@code java tools/Klatch.java build}), so that a fresh clone needs
 * no build tool. The server itself is started by the {@code klatch} script, not from here.
 */
public final class Klatch {
  private Klatch() {}

  public static void main(String[] args) {
    String command = args.length == 0 ? "help" : args[0];
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    int exit;
    try {
      Project project = Project.at(Path.of("").toAbsolutePath());
      exit = run(project, command, rest);
    } catch (Failure failure) {
      System.err.println();
      System.err.println("klatch: " + failure.getMessage());
      exit = 1;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      exit = 130;
    }
    System.exit(exit);
  }

  private static int run(Project project, String command, List<String> rest)
      throws InterruptedException {
    return switch (command) {
      case "build" -> {
        new Build(project, rest.contains("--quiet")).run();
        yield 0;
      }
      case "test" -> new Suite(project, rest).test();
      case "check" -> new Suite(project, rest).check();
      case "dev" -> new Dev(project).run();
      case "bench" -> new Bench(project).run(rest);
      default -> throw new Failure("there is no command '" + command + "'.");
    };
  }
}
