package dev.klatch.app;

import dev.klatch.search.SearchRebuild;
import dev.klatch.sql.Database;
import dev.klatch.telemetry.Logs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The command {@code search rebuild}: makes the search index anew, with or without a server. */
final class SearchCommand {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private SearchCommand() {}

  /** Runs in the working directory with the variables of the process. */
  static int run(String[] args, PrintStream out) {
    return run(args, out, Path.of("").toAbsolutePath(), System.getenv());
  }

  static int run(
      String[] args, PrintStream out, Path workingDirectory, Map<String, String> process) {
    if (args.length != 1 || !args[0].equals("rebuild")) {
      out.println("usage: search rebuild");
      return USAGE;
    }
    Logs.install(false, false);
    try {
      ServerConfig config = Settings.load(workingDirectory, process, Main.VERSION).server();
      Clock clock = Clock.systemUTC();
      try (Database database = Application.openDatabase(config, clock)) {
        switch (SearchRebuild.run(database, config.data().resolve("search"), clock)) {
          case MADE -> out.println("The search index is made.");
          case LEFT_TO_SERVER ->
              out.println("The running server makes the search index anew; its log says when.");
        }
      }
      return 0;
    } catch (IOException | RuntimeException e) {
      out.println(StartFailure.explain(e));
      return FAILED;
    }
  }
}
