package dev.klatch.usage;

import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Bounds how many messages one person or one address may send. */
public final class MessageLimiter {
  private final MessageLimits limits;
  private final @Nullable AttemptLimiter byAddress;
  private final @Nullable AttemptLimiter byUser;

  /**
   * How many messages may be sent; null: as many as one likes.
   *
   * @param concurrentPerUser answers at the same time for one user ({@code CONCURRENT_MESSAGE_MAX})
   * @param perAddress messages from one address in a window ({@code MESSAGE_IP_MAX})
   * @param perUser messages of one user in a window ({@code MESSAGE_USER_MAX})
   */
  public record MessageLimits(
      @Nullable Integer concurrentPerUser, @Nullable Rate perAddress, @Nullable Rate perUser) {
    /** No limits at all. */
    public static MessageLimits none() {
      return new MessageLimits(null, null, null);
    }
  }

  /**
   * So many in a window.
   *
   * @param max at least 1
   */
  public record Rate(int max, Duration window) {}

  public MessageLimiter(MessageLimits limits, Clock clock) {
    this.limits = limits;
    this.byAddress = limiter(limits.perAddress(), clock);
    this.byUser = limiter(limits.perUser(), clock);
  }

  private static @Nullable AttemptLimiter limiter(@Nullable Rate rate, Clock clock) {
    return rate == null ? null : new AttemptLimiter("message", rate.max(), rate.window(), clock);
  }

  /**
   * Counts a message that is about to be sent.
   *
   * @param running answers being written for the user now
   * @throws AppException 429 in the shape clients know ({@code concurrent}, {@code message_limit})
   */
  public void count(String userId, String address, int running) {
    Integer concurrent = limits.concurrentPerUser();
    if (concurrent != null && running >= concurrent) {
      throw new AppException(
              429,
              "CONCURRENT",
              "You may have at most "
                  + concurrent
                  + " answers written at the same time. Wait until one is finished.")
          .with("type", "concurrent")
          .with("limit", concurrent)
          .with("pendingRequests", running);
    }
    count(byAddress, limits.perAddress(), "ip", address);
    count(byUser, limits.perUser(), "user", userId);
  }

  private static void count(
      @Nullable AttemptLimiter limiter, @Nullable Rate rate, String kind, String key) {
    if (limiter == null || rate == null) {
      return;
    }
    try {
      limiter.count(key);
    } catch (AppException e) {
      throw e.with("type", "message_limit")
          .with("max", rate.max())
          .with("limiter", kind)
          .with("windowInMinutes", rate.window().toMinutes());
    }
  }
}
