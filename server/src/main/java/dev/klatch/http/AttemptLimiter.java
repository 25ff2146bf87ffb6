package dev.klatch.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bounds how often one address or person may try something, in bounded memory. */
public final class AttemptLimiter {
  private static final int MAX_ADDRESSES = 20_000;

  private final String action;
  private final int max;
  private final Duration window;
  private final TimeMeter time;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

  /**
   * @param action what is limited, as in "Too many login attempts"
   * @param max attempts in a window, at least 1
   */
  public AttemptLimiter(String action, int max, Duration window, Clock clock) {
    this.action = action;
    this.max = max;
    this.window = window;
    this.time = new ClockMeter(clock);
  }

  /**
   * Counts an attempt.
   *
   * @throws AppException 429 with {@code Retry-After} when the address has used its attempts up
   */
  public void count(String address) {
    ConsumptionProbe probe = bucket(network(address)).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = Math.max(1, Math.ceilDiv(probe.getNanosToWaitForRefill(), 1_000_000_000L));
      throw new AppException(
              429,
              "TOO_MANY_ATTEMPTS",
              "Too many "
                  + action
                  + " attempts. Try again in "
                  + Math.ceilDiv(seconds, 60L)
                  + " minute(s).")
          .retryAfter(seconds);
    }
  }

  private synchronized Bucket bucket(String key) {
    Bucket bucket = buckets.computeIfAbsent(key, k -> newBucket());
    if (buckets.size() > MAX_ADDRESSES) {
      var eldest = buckets.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    return bucket;
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(bandwidth -> bandwidth.capacity(max).refillIntervally(max, window))
        .withCustomTimePrecision(time)
        .build();
  }

  /** One IPv6 customer owns a whole /64, so that is what is counted. */
  private static String network(String address) {
    int colons = 0;
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) == ':' && ++colons == 4 && !address.startsWith("::")) {
        return address.substring(0, i);
      }
    }
    return address;
  }

  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
