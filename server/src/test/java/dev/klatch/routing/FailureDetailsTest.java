package dev.klatch.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.telemetry.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureDetailsTest {
  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindHasCauseAndFix(Kind kind) {
    FailureDetail detail = detail(ProviderException.of(kind, "no"));

    assertTrue(detail.cause().endsWith("."), detail.cause());
    assertTrue(detail.fix().endsWith("."), detail.fix());
    assertEquals(kind, detail.kind());
    assertEquals(2, detail.attempts());
  }

  @ParameterizedTest
  @CsvSource({"1500, 2 s", "59000, 59 s", "3600000, 60 minutes", "200, a moment"})
  void rateLimitsSayHowLongToWait(long millis, String words) {
    String fix = detail(ProviderException.of(Kind.RATE_LIMIT, "no").retryAfterMillis(millis)).fix();

    assertTrue(fix.contains("Wait " + words + ","), fix);
  }

  @Test
  void refusedParametersAreNamed() {
    FailureDetail detail =
        detail(ProviderException.of(Kind.BAD_REQUEST, "no").status(400).parameter("top_k"));

    assertTrue(detail.cause().contains("\"top_k\""), detail.cause());
    assertTrue(detail.fix().contains("dropParams of Acme"), detail.fix());
  }

  @Test
  void addressesAreNotCalledParameters() {
    FailureDetail blocked =
        detail(ProviderException.of(Kind.BAD_REQUEST, "no").parameter("baseURL"));
    FailureDetail missing =
        detail(ProviderException.of(Kind.MISSING_KEY, "no").parameter("baseURL"));

    assertFalse(blocked.fix().contains("dropParams"), blocked.fix());
    assertTrue(missing.cause().contains("address"), missing.cause());
  }

  @Test
  void secretsStayOut() {
    Secrets.register("failure-secret-123456");

    assertFalse(
        detail(ProviderException.of(Kind.AUTHENTICATION, "key failure-secret-123456 is wrong"))
            .message()
            .contains("failure-secret"));
  }

  private static FailureDetail detail(ProviderException.Builder failure) {
    return FailureDetails.of(failure.build(), "Acme", "acme-1", 2);
  }
}
