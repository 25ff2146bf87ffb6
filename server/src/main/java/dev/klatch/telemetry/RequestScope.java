package dev.klatch.telemetry;

import java.util.concurrent.ThreadLocalRandom;

/** The id of the request a thread works for. */
public final class RequestScope {
  private static final ScopedValue<String> ID = ScopedValue.newInstance();
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

  private RequestScope() {}

  /** Runs work under a request id. */
  public static void run(String id, Runnable work) {
    ScopedValue.where(ID, id).run(work);
  }

  /** The current request id, or {@code "-"} outside a request. */
  public static String id() {
    return ID.isBound() ? ID.get() : "-";
  }

  /** A short id, unique enough to find one request in a day's log: 50 random bits. */
  public static String newId() {
    long bits = ThreadLocalRandom.current().nextLong();
    char[] id = new char[10];
    for (int i = 0; i < id.length; i++) {
      id[i] = DIGITS[(int) (bits & 31)];
      bits >>>= 5;
    }
    return new String(id);
  }
}
