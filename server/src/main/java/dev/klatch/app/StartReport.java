package dev.klatch.app;

import dev.klatch.config.Finding;
import dev.klatch.config.LoadedConfig;
import dev.klatch.config.Severity;
import java.io.PrintStream;
import java.time.Duration;

/** What the start says: which settings it uses, what is wrong with them, where it listens. */
final class StartReport {
  private StartReport() {}

  static void before(Settings settings, PrintStream out) {
    LoadedConfig file = settings.file();
    out.println("Klatch " + Main.VERSION);
    out.println("  " + file.summary());
    long errors = count(settings, Severity.ERROR);
    long warnings = count(settings, Severity.WARNING);
    settings.findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .forEach(finding -> out.println("  " + line(finding)));
    if (errors + warnings > 0) {
      out.println(
          "  "
              + errors
              + " errors, "
              + warnings
              + " warnings in the settings: ./klatch doctor shows them with line, cause and fix");
    }
  }

  private static long count(Settings settings, Severity severity) {
    return settings.findings().stream().filter(f -> f.severity() == severity).count();
  }

  private static String line(Finding f) {
    String position = f.line() == 0 ? f.file() : f.file() + ":" + f.line() + ":" + f.column();
    return position + "  error  " + f.cause() + (f.fix().isEmpty() ? "" : " – " + f.fix());
  }

  static void after(Settings settings, int port, Duration took, PrintStream out) {
    ServerConfig server = settings.server();
    String host = server.host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    out.println(
        "  data in " + server.data() + (server.databaseUrl() == null ? "" : " and PostgreSQL"));
    out.println(
        "  ready after "
            + took.toMillis()
            + " ms: http://"
            + (everywhere ? "localhost" : host)
            + ":"
            + port
            + (everywhere ? " (and every address of this machine)" : ""));
  }
}
