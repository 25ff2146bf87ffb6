package dev.klatch.telemetry;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The secret values this process knows, so that they can be kept out of every text that leaves it:
 * log lines, error messages, wire records, exports.
 */
public final class Secrets {
  /** What stands in place of a secret. */
  public static final String MASK = "[redacted]";

  private static final int MIN_LENGTH = 6;

  /** Keys that people bring are remembered while they are in use, not for ever. */
  private static final int MAX_PASSING = 500;

  private static final List<String> KNOWN = new CopyOnWriteArrayList<>();
  private static final Map<String, Boolean> PASSING = new LinkedHashMap<>(64, 0.75f, true);

  private Secrets() {}

  /** Remembers a secret; values shorter than six characters are too common to mask. */
  public static synchronized void register(String secret) {
    if (secret.length() >= MIN_LENGTH && !KNOWN.contains(secret)) {
      KNOWN.add(secret);
      // Longest first, so that a secret containing another is masked whole.
      KNOWN.sort(Comparator.comparingInt(String::length).reversed());
    }
  }

  /**
   * Remembers a secret that somebody brought; to be called at each use. Of these the five hundred
   * used last are masked, so that masking stays quick however many people there are.
   */
  public static synchronized void registerPassing(String secret) {
    if (secret.length() < MIN_LENGTH || (PASSING.get(secret) == null && KNOWN.contains(secret))) {
      return;
    }
    if (PASSING.put(secret, Boolean.TRUE) == null) {
      register(secret);
      if (PASSING.size() > MAX_PASSING) {
        String eldest = PASSING.keySet().iterator().next();
        PASSING.remove(eldest);
        KNOWN.remove(eldest);
      }
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
