package dev.klatch.file.api;

import dev.klatch.file.FileLimits;
import dev.klatch.http.AppException;
import java.util.Locale;

/** What is said when a limit is passed. */
final class Limits {
  private Limits() {}

  static AppException disabled(String endpoint) {
    return AppException.badRequest(
        "FILES_DISABLED", "Files are switched off for " + endpoint + " on this server.");
  }

  static AppException tooLarge(String what, long max) {
    return new AppException(
        413, "FILE_TOO_LARGE", what + " may have at most " + megabytes(max) + ".");
  }

  static AppException unsupported(String name, String media) {
    return AppException.badRequest(
        "FILE_TYPE_UNSUPPORTED",
        "\"" + name + "\" is of a type (" + media + ") that is not accepted here.");
  }

  /** "2 MB", "0.5 MB". */
  static String megabytes(long bytes) {
    double value = (double) bytes / FileLimits.MEGABYTE;
    return value == Math.rint(value)
        ? (long) value + " MB"
        : String.format(Locale.ROOT, "%.1f MB", value);
  }
}
