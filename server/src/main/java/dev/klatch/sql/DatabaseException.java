package dev.klatch.sql;

import org.jspecify.annotations.Nullable;

/** The database refused or failed; the message names cause and fix. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean diskFull;

  public DatabaseException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private DatabaseException(String message, @Nullable Throwable cause, boolean diskFull) {
    super(message, cause);
    this.diskFull = diskFull;
  }

  /** The disk is full: nothing can be saved until there is space again. */
  public static DatabaseException diskFull(@Nullable Throwable cause) {
    return new DatabaseException(
        "The disk that holds the database is full: nothing can be saved. Free space, then try"
            + " again; nothing saved before is lost.",
        cause,
        true);
  }

  public boolean isDiskFull() {
    return diskFull;
  }

  /** Wraps what a driver threw, in words that help. */
  static DatabaseException of(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (message.contains("SQLITE_FULL") || message.contains("No space left")) {
        return diskFull(e);
      }
      if (message.contains("SQLITE_NOTADB") || message.contains("SQLITE_CORRUPT")) {
        return new DatabaseException(
            "The database file klatch.db is damaged or no database at all. Restore a backup (the"
                + " copies named klatch.db.before-... lie beside it), or move it away to start anew.",
            e);
      }
      if (message.contains("SQLITE_READONLY") || message.contains("SQLITE_CANTOPEN")) {
        return new DatabaseException(
            "The database file cannot be written. Check the owner and permissions of the data"
                + " folder.",
            e);
      }
    }
    return new DatabaseException("The database failed: " + e.getMessage(), e);
  }
}
