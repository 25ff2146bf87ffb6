package dev.klatch.app;

import dev.klatch.telemetry.Logs;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Entry point of the server process: {@code start}, {@code doctor}, {@code search}, {@code train}.
 */
public final class Main {
  /** Version of this program. */
  static final String VERSION = "0.1.0";

  private static final Logger LOG = System.getLogger(Main.class.getName());
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    String command = args.length == 0 ? "start" : args[0];
    String[] rest =
        args.length == 0 ? args : List.of(args).subList(1, args.length).toArray(new String[0]);
    PrintStream out = System.out;
    int code =
        switch (command) {
          case "start" -> start(out);
          case "doctor" -> DoctorCommand.run(rest, out);
          case "search" -> SearchCommand.run(rest, out);
          case "train" -> TrainCommand.run(out);
          default -> {
            out.println("unknown command: " + command + " (start, doctor, search, train)");
            yield USAGE;
          }
        };
    if (code != 0 || !command.equals("start")) {
      System.exit(code);
    }
  }

  /** Serves until the process is told to stop; returns at once, 0 when it listens. */
  private static int start(PrintStream out) {
    long begun = System.nanoTime();
    try {
      Settings settings = Settings.load(Path.of("").toAbsolutePath(), System.getenv(), VERSION);
      ServerConfig.Log log = settings.server().log();
      Logs.install(log.json(), log.debug());
      StartReport.before(settings, out);
      Application application = new Application(settings, Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(application, out), "shutdown"));
      int port = application.start();
      Discovery.begin(settings, application);
      StartReport.after(settings, port, Duration.ofNanos(System.nanoTime() - begun), out);
      return 0;
    } catch (IOException | RuntimeException e) {
      out.println(StartFailure.explain(e));
      LOG.log(Level.DEBUG, "start failed", e);
      return FAILED;
    }
  }

  /** Printed, not logged: the log is closed by a shutdown hook of its own. */
  private static void stop(Application application, PrintStream out) {
    out.println("stopping: running answers finish or are parked");
    application.close();
    out.println("stopped");
  }
}
