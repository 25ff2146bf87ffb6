import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./klatch bench}: builds, then runs the load driver in bench/ against the built server. */
final class Bench {
  private final Project project;

  Bench(Project project) {
    this.project = project;
  }

  int run(List<String> arguments) throws InterruptedException {
    new Build(project, true).run();
    Path classes = project.state().resolve("bench");
    new Command(List.of(Project.javaHome().resolve("bin/javac").toString()))
        .with("-Xlint:all", "-Werror", "-d", classes.toString())
        .with(sources())
        .mustRun("compiling the load driver", project.log("bench-compile"));
    Process process =
        new Command(List.of(Project.java().toString(), "-XX:+UseSerialGC", "-Xmx512m"))
            .with("-cp", classes.toString(), "Main")
            .with(arguments.toArray(String[]::new))
            .in(project.root())
            .set("KLATCH_SERVER", Server.commandJson(project))
            .startHere();
    return process.waitFor();
  }

  private String[] sources() {
    try (Stream<Path> files = Files.list(project.root().resolve("bench/src"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).toArray(String[]::new);
    } catch (IOException e) {
      throw new Failure("the sources of the load driver are missing: " + e, e);
    }
  }
}
