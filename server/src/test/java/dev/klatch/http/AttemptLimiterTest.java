package dev.klatch.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.klatch.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptLimiterTest {
  private final TestClock clock = new TestClock();
  private final AttemptLimiter limiter =
      new AttemptLimiter("login", 1, Duration.ofMinutes(1), clock);

  @Test
  void addressesAreCountedApart() {
    limiter.count("192.0.2.1");
    limiter.count("192.0.2.2");
    assertThrows(AppException.class, () -> limiter.count("192.0.2.1"));
  }

  @Test
  void aWholeIpv6NetworkIsOneCustomer() {
    limiter.count("2001:db8:1:2:3:4:5:6");
    assertThrows(AppException.class, () -> limiter.count("2001:db8:1:2:ffff::1"));
    assertDoesNotThrow(() -> limiter.count("2001:db8:1:3:3:4:5:6"));
  }

  @Test
  void manyAddressesForgetTheOldestInsteadOfFillingMemory() {
    limiter.count("10.255.255.255");
    for (int i = 0; i < 20_000; i++) {
      limiter.count("10.0." + (i >> 8) + "." + (i & 255));
    }
    assertDoesNotThrow(() -> limiter.count("10.255.255.255"));
  }

  @Test
  void theWindowOpensAgain() {
    limiter.count("192.0.2.1");
    clock.advance(Duration.ofSeconds(60));
    assertDoesNotThrow(() -> limiter.count("192.0.2.1"));
  }
}
