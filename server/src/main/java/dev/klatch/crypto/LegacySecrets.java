package dev.klatch.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads values that LibreChat encrypted, for imports: AES-256-CBC under a fixed or a random initial
 * vector, and AES-256-CTR. None of the three notices tampering; what is read is to be sealed anew.
 */
public final class LegacySecrets {
  private static final Pattern FIXED = Pattern.compile("(?:[0-9a-f]{32})+");
  private static final Pattern RANDOM = Pattern.compile("([0-9a-f]{32}):((?:[0-9a-f]{32})+)");
  private static final Pattern COUNTER = Pattern.compile("v3:([0-9a-f]{32}):((?:[0-9a-f]{2})+)");
  private static final String CBC = "AES/CBC/PKCS5Padding";
  private static final String CTR = "AES/CTR/NoPadding";

  private final SecretKeySpec key;
  private final byte[] fixedVector;

  /**
   * @param hexKey its {@code CREDS_KEY}, 64 hexadecimal digits
   * @param hexVector its {@code CREDS_IV}, 32 hexadecimal digits
   */
  public LegacySecrets(String hexKey, String hexVector) {
    this.key = new SecretKeySpec(HexFormat.of().parseHex(hexKey), "AES");
    this.fixedVector = HexFormat.of().parseHex(hexVector);
  }

  /** The text of a value in any of the three forms, or empty when it is none or the key differs. */
  public Optional<String> read(String value) {
    Matcher counter = COUNTER.matcher(value);
    if (counter.matches()) {
      return decrypt(CTR, hex(counter.group(1)), counter.group(2));
    }
    Matcher random = RANDOM.matcher(value);
    if (random.matches()) {
      return decrypt(CBC, hex(random.group(1)), random.group(2));
    }
    return FIXED.matcher(value).matches() ? decrypt(CBC, fixedVector, value) : Optional.empty();
  }

  private Optional<String> decrypt(String algorithm, byte[] vector, String text) {
    try {
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(vector));
      return Optional.of(new String(cipher.doFinal(hex(text)), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
