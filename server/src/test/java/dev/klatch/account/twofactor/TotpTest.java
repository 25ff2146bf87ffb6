package dev.klatch.account.twofactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  /** The secret of RFC 6238, appendix B, in base32. */
  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void makesTheCodesOfTheStandard(long second, String code) {
    assertEquals(code, Totp.code(SECRET, second / 30));
  }

  @Test
  void takesTheStepsAroundNowOnly() {
    Instant now = Instant.ofEpochSecond(90);
    assertEquals(OptionalLong.of(2), Totp.step(SECRET, Totp.code(SECRET, 2), now));
    assertEquals(OptionalLong.of(3), Totp.step(SECRET, Totp.code(SECRET, 3), now));
    assertEquals(OptionalLong.of(4), Totp.step(SECRET, " " + Totp.code(SECRET, 4), now));
    assertEquals(OptionalLong.empty(), Totp.step(SECRET, Totp.code(SECRET, 1), now));
    assertEquals(OptionalLong.empty(), Totp.step(SECRET, Totp.code(SECRET, 5), now));
    assertEquals(OptionalLong.empty(), Totp.step(SECRET, "", now));
  }
}
