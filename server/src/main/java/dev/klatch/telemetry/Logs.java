package dev.klatch.telemetry;

import dev.klatch.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import tools.jackson.databind.node.ObjectNode;

/** Log set-up: one line an event on standard error, for people or as JSON for machines. */
public final class Logs {
  /** The index library recommends an incubating module of the JDK that nothing here needs. */
  private static final Logger VECTORS =
      Logger.getLogger("org.apache.lucene.internal.vectorization");

  private Logs() {}

  /**
   * Replaces the handlers of the root logger.
   *
   * @param json true: one JSON object a line
   * @param debug true: debug events of our own packages too
   */
  public static void install(boolean json, boolean debug) {
    Logger root = Logger.getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    ConsoleHandler console = new ConsoleHandler();
    console.setLevel(Level.ALL);
    console.setFormatter(json ? new JsonFormatter() : new TextFormatter());
    root.addHandler(console);
    root.setLevel(Level.WARNING);
    VECTORS.setLevel(Level.SEVERE);
    Logger.getLogger("dev.klatch").setLevel(debug ? Level.FINE : Level.INFO);
  }

  private static String levelName(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "warn";
    }
    return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
  }

  private static String shortName(String logger) {
    return logger.startsWith("dev.klatch.") ? logger.substring("dev.klatch.".length()) : logger;
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** For people: time, level, request id, source, message. */
  private static final class TextFormatter extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord event) {
      StringBuilder line = new StringBuilder(160);
      line.append(TIME.format(event.getInstant())).append(' ');
      line.append(String.format("%-5s", levelName(event.getLevel()))).append(' ');
      line.append(RequestScope.id()).append(' ');
      line.append(shortName(String.valueOf(event.getLoggerName()))).append("  ");
      line.append(formatMessage(event).replace("\n", "\\n")).append('\n');
      Throwable thrown = event.getThrown();
      if (thrown != null) {
        line.append(stackTrace(thrown));
      }
      return Secrets.redact(line.toString());
    }
  }

  /** For machines: one JSON object a line. */
  private static final class JsonFormatter extends Formatter {
    @Override
    public String format(LogRecord event) {
      ObjectNode line = Json.object();
      line.put("time", Instant.ofEpochMilli(event.getMillis()).toString());
      line.put("level", levelName(event.getLevel()));
      line.put("requestId", RequestScope.id());
      line.put("logger", String.valueOf(event.getLoggerName()));
      line.put("message", Secrets.redact(formatMessage(event)));
      Throwable thrown = event.getThrown();
      if (thrown != null) {
        line.put("stack", Secrets.redact(stackTrace(thrown)));
      }
      return Json.write(line) + "\n";
    }
  }
}
