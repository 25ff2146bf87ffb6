import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./klatch dev}: the built server, and Vite with live reload before it. Web sources show at
 * once; a changed server needs a restart of the command.
 */
final class Dev {
  private final Project project;

  Dev(Project project) {
    this.project = project;
  }

  int run() throws InterruptedException {
    Build build = new Build(project, true);
    build.run();
    Process server =
        new Command(Server.command(project)).with("start").in(project.root()).startHere();
    Path vite = project.web().resolve("node_modules/vite/bin/vite.js");
    Process client =
        build.node().node(vite.toString()).in(project.web()).startHere();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Command.end(client);
                  Command.end(server);
                }));
    int exit = server.waitFor();
    Command.end(client);
    return exit;
  }
}
