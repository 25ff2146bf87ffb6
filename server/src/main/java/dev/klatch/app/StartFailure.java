package dev.klatch.app;

import dev.klatch.sql.DatabaseException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;

/** Says why the server does not start, and what to do. */
final class StartFailure {
  private StartFailure() {}

  static String explain(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BindException) {
        return "Klatch cannot listen: "
            + t.getMessage()
            + ".\n  Cause: another program, perhaps another Klatch, uses the port; or HOST is not an"
            + " address of this machine.\n  Fix: stop that program, or set another PORT (in .env or"
            + " before the command: PORT=3081 ./klatch start).";
      }
      if (t instanceof DatabaseException) {
        return "Klatch cannot start: " + t.getMessage();
      }
      if (t instanceof AccessDeniedException) {
        return "Klatch cannot start: no permission for "
            + t.getMessage()
            + ".\n  Fix: give the user that runs Klatch the right to write there, or set KLATCH_DATA"
            + " to a folder it owns.";
      }
    }
    return "Klatch cannot start: " + failure.getMessage();
  }
}
