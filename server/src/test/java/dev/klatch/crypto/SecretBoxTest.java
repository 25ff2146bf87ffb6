package dev.klatch.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SecretBoxTest {
  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final String VECTOR = "00112233445566778899aabbccddeeff";

  private final SecretBox box = new SecretBox(KEY);
  private final LegacySecrets legacy = new LegacySecrets(KEY, VECTOR);

  @Test
  void whatIsSealedOpensInItsPlaceOnly() {
    String sealed = box.seal("geheim ü", "row 1");
    assertEquals(Optional.of("geheim ü"), box.open(sealed, "row 1"));
    assertEquals(Optional.empty(), box.open(sealed, "row 2"));
    assertEquals(Optional.empty(), new SecretBox("f".repeat(64)).open(sealed, "row 1"));
    assertEquals(Optional.empty(), box.open("k1:" + sealed.substring(4), "row 1"));
    assertEquals(Optional.empty(), box.open("k1:AAAA", "row 1"));
    assertEquals(Optional.empty(), box.open("plain", "row 1"));
    assertNotEquals(sealed, box.seal("geheim ü", "row 1"));
  }

  private static String encrypt(String algorithm, String text) throws Exception {
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(HexFormat.of().parseHex(KEY), "AES"),
        new IvParameterSpec(HexFormat.of().parseHex(VECTOR)));
    return HexFormat.of().formatHex(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theThreeFormsOfImportedValuesAreRead() throws Exception {
    String cbc = encrypt("AES/CBC/PKCS5Padding", "sk-old");
    assertEquals(Optional.of("sk-old"), legacy.read(cbc));
    assertEquals(Optional.of("sk-old"), legacy.read(VECTOR + ":" + cbc));
    String ctr = encrypt("AES/CTR/NoPadding", "JBSWY3DPEHPK3PXP");
    assertEquals(Optional.of("JBSWY3DPEHPK3PXP"), legacy.read("v3:" + VECTOR + ":" + ctr));
    assertEquals(Optional.empty(), legacy.read("sk-plain"));
    assertEquals(Optional.empty(), legacy.read(cbc.replace(cbc.charAt(0), 'z')));
  }
}
