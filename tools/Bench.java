import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./klatch bench}: builds, then runs the load driver in bench/ against the built server. */
final class Bench {
  private final Project project;

  Bench(Project project) {
    this.project = project;
  }

  int run(List<String> arguments) throws InterruptedException {
    Path driver = project.root().resolve("bench/src/Main.java");
    if (!Files.isRegularFile(driver)) {
      throw new Failure("the load driver is missing: " + driver);
    }
    new Build(project, true).run();
    Process process =
        new Command(List.of(Project.java().toString(), driver.toString()))
            .with(arguments.toArray(String[]::new))
            .in(project.root())
            .set("KLATCH_SERVER", Server.commandJson(project))
            .startHere();
    return process.waitFor();
  }
}
