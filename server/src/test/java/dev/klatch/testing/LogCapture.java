package dev.klatch.testing;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged, at every level, of every library, as plain text. */
public final class LogCapture extends Handler {
  private final StringBuilder text = new StringBuilder();
  private final Logger root = Logger.getLogger("");
  private final Logger own = Logger.getLogger("dev.klatch");
  private final Level level = root.getLevel();

  private LogCapture() {
    setFormatter(new SimpleFormatter());
    setLevel(Level.ALL);
  }

  /** Starts to listen. */
  public static LogCapture begin() {
    LogCapture capture = new LogCapture();
    capture.root.addHandler(capture);
    capture.root.setLevel(Level.ALL);
    capture.own.setLevel(Level.ALL);
    return capture;
  }

  @Override
  public synchronized void publish(LogRecord event) {
    // Wire logs of the client library are its own debug tool; nobody can switch them on here.
    if (!String.valueOf(event.getLoggerName()).startsWith("org.apache.hc.")) {
      text.append(getFormatter().format(event));
    }
  }

  public synchronized String text() {
    return text.toString();
  }

  /** Stops listening. */
  public void end() {
    root.removeHandler(this);
    root.setLevel(level);
    own.setLevel(null);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    end();
  }
}
