package dev.klatch.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.klatch.crypto.Tokens.State;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.5Z");

  private static Tokens tokens(String secret, Instant now) {
    return new Tokens(secret, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String sign(String secret) {
    return tokens(secret, NOW).sign(Map.of("id", "u1"), NOW, NOW.plusSeconds(60));
  }

  @Test
  void aTokenIsValidUntilItsExpiry() {
    String token = sign("secret");
    assertEquals("u1", tokens("secret", NOW).check(token).text("id"));
    assertEquals(State.VALID, tokens("secret", NOW.plusSeconds(59)).check(token).state());
    Tokens.Checked late = tokens("secret", NOW.plusSeconds(60)).check(token);
    assertEquals(State.EXPIRED, late.state());
    assertNull(late.text("id"));
  }

  @Test
  void theSameInputGivesTheSameToken() {
    assertEquals(sign("secret"), sign("secret"));
    assertNotEquals(sign("secret"), sign("secret2"));
  }

  /** Existing installations have short secrets; their signatures must be everybody's. */
  @Test
  void signaturesAreStandardForSecretsOfAnyLength() throws GeneralSecurityException {
    for (String secret : List.of("s", "secret", "x".repeat(32), "x".repeat(64), "x".repeat(200))) {
      String token = sign(secret);
      int dot = token.lastIndexOf('.');
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] expected = mac.doFinal(token.substring(0, dot).getBytes(StandardCharsets.UTF_8));
      assertEquals(
          Base64.getUrlEncoder().withoutPadding().encodeToString(expected),
          token.substring(dot + 1));
    }
  }

  @Test
  void noChangedTokenIsEverValid() {
    String token = sign("secret");
    Tokens checker = tokens("secret", NOW);
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      int at = random.nextInt(token.length());
      // The last character has two unused bits; changing those alone changes no byte.
      if (at == token.length() - 1) {
        continue;
      }
      char changed = (char) (33 + random.nextInt(94));
      if (changed == token.charAt(at)) {
        continue;
      }
      String forged = token.substring(0, at) + changed + token.substring(at + 1);
      assertEquals(State.INVALID, checker.check(forged).state(), forged);
    }
    assertEquals(State.INVALID, checker.check("x".repeat(100_000)).state());
  }

  @Test
  void uuid5IsTheStandardOne() {
    // RFC 9562, appendix A.4.
    UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    assertEquals(
        "2ed6657d-e927-568b-95e1-2665a8aea6a2", Ids.uuid5(dns, "www.example.com").toString());
  }

  @Test
  void objectIdsCarryTheirTime() {
    String id = Ids.objectId(Clock.fixed(Instant.ofEpochSecond(0x6b001a20L), ZoneOffset.UTC));
    assertEquals("6b001a20", id.substring(0, 8));
    assertEquals(true, Ids.isObjectId(id));
    assertEquals(false, Ids.isObjectId(id.toUpperCase(java.util.Locale.ROOT) + "x"));
    assertEquals(false, Ids.isObjectId("zz" + id.substring(2)));
  }
}
