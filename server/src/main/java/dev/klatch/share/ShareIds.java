package dev.klatch.share;

import java.security.SecureRandom;

/** Random ids that cannot be guessed: 21 characters of 64, which is 126 bits. */
final class ShareIds {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  private static final int LENGTH = 21;
  private static final SecureRandom RANDOM = new SecureRandom();

  private ShareIds() {}

  static String of(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
