package dev.klatch.app;

import dev.klatch.admin.Doctor;
import dev.klatch.config.ConfigLoader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command {@code doctor [--strict] [file]}: prints every finding about the settings. Exits with
 * 0 when nothing is lost, 1 on errors (with --strict on warnings too), 2 when the file cannot be
 * read.
 */
public final class DoctorCommand {
  private static final String STRICT = "--strict";

  private DoctorCommand() {}

  /** Runs in the working directory with the variables of the process. */
  public static int run(String[] args, PrintStream out) {
    return run(args, out, Path.of("").toAbsolutePath(), System.getenv());
  }

  static int run(
      String[] args, PrintStream out, Path workingDirectory, Map<String, String> process) {
    boolean strict = false;
    Map<String, String> variables = new HashMap<>(process);
    for (String arg : args) {
      if (arg.equals(STRICT)) {
        strict = true;
      } else if (arg.startsWith("-")) {
        out.println("usage: doctor [--strict] [file or address of the settings]");
        return Doctor.UNREADABLE;
      } else {
        variables.put(ConfigLoader.PATH_VARIABLE, arg);
      }
    }
    Settings settings = Settings.check(workingDirectory, variables, "");
    Map<String, List<String>> sources = new HashMap<>();
    sources.put(settings.file().name(), settings.file().source().lines().toList());
    sources.put(".env", dotEnv(workingDirectory));
    out.print(new Doctor(sources).render(settings.file(), settings.findings()));
    out.flush();
    return Doctor.exitCode(settings.file(), settings.findings(), strict);
  }

  /** The lines of {@code .env} for showing; whether it can be read is a finding already. */
  private static List<String> dotEnv(Path workingDirectory) {
    try {
      Path file = workingDirectory.resolve(".env");
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
