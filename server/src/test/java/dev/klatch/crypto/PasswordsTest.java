package dev.klatch.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords(2);

  @Test
  void argon2idVerifiesOnlyTheSamePassword() {
    String hash = passwords.hash("Grüße 🔑");

    assertTrue(hash.startsWith("$argon2id$v=19$m=12288,t=3,p=1$"));
    assertTrue(passwords.verify("Grüße 🔑", hash));
    assertFalse(passwords.verify("Grüsse 🔑", hash));
    assertFalse(passwords.isOutdated(hash));
    assertNotEquals(hash, passwords.hash("Grüße 🔑"), "salted");
  }

  /**
   * Made by the reference implementation's command line: {@code argon2 somesalt -id -t 2 -m 16}.
   */
  @Test
  void argon2idOfOtherImplementationsVerifies() {
    String hash =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
            + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    assertTrue(passwords.verify("password", hash));
    assertTrue(passwords.isOutdated(hash));
  }

  @Test
  void bcryptOfOtherImplementationsVerifies() {
    String hash = "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";
    assertTrue(passwords.verify("a", hash));
    assertFalse(passwords.verify("b", hash));
    assertTrue(passwords.verify("a", hash.replace("$2a$", "$2b$")));
    assertTrue(passwords.verify("a", hash.replace("$2a$", "$2y$")));
    assertTrue(passwords.isOutdated(hash));
  }

  @Test
  void bcryptCutsLongPasswordsAsTheReferenceDoes() {
    String cut = "x".repeat(72);
    byte[] hash =
        BCrypt.with(
                BCrypt.Version.VERSION_2B,
                LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2B))
            .hash(4, (cut + "tail").getBytes(StandardCharsets.UTF_8));
    String text = new String(hash, StandardCharsets.US_ASCII);
    assertTrue(passwords.verify(cut + "another tail", text));
    assertFalse(passwords.verify("x".repeat(71), text));
  }

  @Test
  void unknownOrHostileHashesVerifyNothing() {
    for (String hash :
        List.of(
            "",
            "plain",
            "$argon2id$v=19$m=9999999,t=3,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
            "$argon2id$v=19$m=12288,t=999,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
            "$argon2id$v=19$m=12288,t=3,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8",
            "$argon2id$v=19$m=12288,t=3,p=1$$",
            "$2a$31$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
            "$2a$06$short")) {
      assertFalse(passwords.verify("password", hash), hash);
    }
    assertEquals(0, passwords.waiting());
  }
}
