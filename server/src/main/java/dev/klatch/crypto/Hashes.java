package dev.klatch.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Fingerprints of high-entropy values such as tokens; not for passwords. */
public final class Hashes {
  private Hashes() {}

  /** SHA-256 of a text's UTF-8 bytes in hex. */
  public static String sha256(String text) {
    return HexFormat.of()
        .formatHex(Ids.digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether two texts are equal, in a time that does not tell where they differ. */
  public static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
