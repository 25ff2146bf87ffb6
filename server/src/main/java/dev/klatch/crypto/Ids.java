package dev.klatch.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/** Identifiers: 24-hex object ids and name-based UUIDs. */
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();

  private Ids() {}

  /**
   * A new 24-hex id: four bytes of time in seconds, so that ids sort by age, and eight random
   * bytes.
   */
  public static String objectId(Clock clock) {
    byte[] id = new byte[12];
    RANDOM.nextBytes(id);
    ByteBuffer.wrap(id).putInt((int) clock.instant().getEpochSecond());
    return HEX.formatHex(id);
  }

  /** Whether a text has the form of an object id: 24 lower-case hex digits. */
  public static boolean isObjectId(String text) {
    if (text.length() != 24) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  /** A random UUID (version 4). */
  public static UUID uuid() {
    return UUID.randomUUID();
  }

  /** The UUID (version 5, RFC 9562) of a name in a namespace: the same input, the same id. */
  public static UUID uuid5(UUID namespace, String name) {
    MessageDigest sha1 = digest("SHA-1");
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** Unguessable hex text of {@code bytes} random bytes. */
  public static String secret(int bytes) {
    byte[] value = new byte[bytes];
    RANDOM.nextBytes(value);
    return HEX.formatHex(value);
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }
}
