package dev.klatch.telemetry;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The secret values this process knows, so that they can be kept out of every text that leaves it:
 * log lines, error messages, wire records, exports.
 */
public final class Secrets {
  /** What stands in place of a secret. */
  public static final String MASK = "[redacted]";

  private static final int MIN_LENGTH = 6;
  private static final List<String> KNOWN = new CopyOnWriteArrayList<>();

  private Secrets() {}

  /** Remembers a secret; values shorter than six characters are too common to mask. */
  public static synchronized void register(String secret) {
    if (secret.length() >= MIN_LENGTH && !KNOWN.contains(secret)) {
      KNOWN.add(secret);
      // Longest first, so that a secret containing another is masked whole.
      KNOWN.sort(Comparator.comparingInt(String::length).reversed());
    }
  }

  /** The text with every known secret masked. */
  public static String redact(String text) {
    String result = text;
    for (String secret : KNOWN) {
      if (result.contains(secret)) {
        result = result.replace(secret, MASK);
      }
    }
    return result;
  }
}
