package dev.klatch.httpclient;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connect until the connection stands, for each address of the host
 * @param firstByte from then until the reply's headers are there
 * @param idle between two reads of the reply's body
 */
public record HttpLimits(Duration connect, Duration firstByte, Duration idle) {
  /**
   * 10 s, 300 s and 120 s. Reasoning models think for minutes before the first byte; a stream that
   * was silent for two minutes is dead.
   */
  public static HttpLimits defaults() {
    return new HttpLimits(Duration.ofSeconds(10), Duration.ofSeconds(300), Duration.ofSeconds(120));
  }

  /** The same bound for every phase, for short calls. */
  public static HttpLimits within(Duration bound) {
    return new HttpLimits(bound, bound, bound);
  }
}
