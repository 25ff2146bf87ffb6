package dev.klatch.config;

import java.util.Locale;

/** How much a {@link Finding} matters. The order is from worst to mildest. */
public enum Severity {
  /** Something that was written does not take effect. */
  ERROR,
  /** Probably not what was meant. */
  WARNING,
  /** Worth knowing. */
  INFO;

  /** The word that is printed: {@code error}, {@code warning} or {@code info}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
