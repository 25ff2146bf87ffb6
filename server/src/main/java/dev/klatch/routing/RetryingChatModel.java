package dev.klatch.routing;

import dev.klatch.provider.CallContext;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.provider.StreamPart;
import dev.klatch.provider.StreamSink;
import dev.klatch.provider.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Repeats a call that failed for a passing reason, as long as nothing of the answer was delivered.
 * Tells the reader before each wait.
 */
public final class RetryingChatModel implements ChatModel {
  /** How often a call is made in all. */
  public static final int MAX_ATTEMPTS = 3;

  /** A provider that asks for a longer wait is taken at its word: the person decides. */
  private static final long MAX_WAIT_MILLIS = 30_000;

  private static final long FIRST_WAIT_MILLIS = 600;

  private final ChatModel model;
  private final Waiter waiter;
  private final RandomGenerator random;

  /**
   * Wraps a model.
   *
   * @param random spreads the waits, so that many callers do not come back at the same moment
   */
  public RetryingChatModel(ChatModel model, Waiter waiter, RandomGenerator random) {
    this.model = model;
    this.waiter = waiter;
    this.random = random;
  }

  @Override
  public void stream(ChatRequest request, CallContext context, StreamSink sink)
      throws ProviderException {
    for (int attempt = 1; ; attempt++) {
      Delivery delivery = new Delivery(sink);
      try {
        model.stream(request, context.withAttempt(attempt), delivery);
        return;
      } catch (ProviderException e) {
        long wait = waitMillis(e, attempt);
        if (delivery.begun
            || attempt >= MAX_ATTEMPTS
            || !isPassing(e)
            || wait > MAX_WAIT_MILLIS
            || context.cancellation().isCancelled()) {
          throw e;
        }
        sink.accept(List.of(new StreamPart.Retry(attempt, MAX_ATTEMPTS, wait, e)));
        if (!waiter.await(Duration.ofMillis(wait), context.cancellation())) {
          throw ProviderException.of(Kind.CANCELLED, "The call was cancelled.").cause(e).build();
        }
      }
    }
  }

  /** Whether the reason of a failure may be gone a moment later. */
  static boolean isPassing(ProviderException e) {
    Integer status = e.status();
    return switch (e.kind()) {
      case RATE_LIMIT, NETWORK, TIMEOUT, CUT_STREAM -> true;
      case PROVIDER_ERROR -> status != null && status >= 500;
      default -> false;
    };
  }

  private long waitMillis(ProviderException e, int attempt) {
    Long asked = e.retryAfterMillis();
    long backoff = FIRST_WAIT_MILLIS << (attempt - 1);
    long jittered = Math.round(backoff * (0.5 + random.nextDouble()));
    return asked == null ? jittered : Math.max(asked, jittered / 4);
  }

  /** Notes whether the reader has seen anything of the answer. */
  private static final class Delivery implements StreamSink {
    private final StreamSink sink;
    private boolean begun;

    Delivery(StreamSink sink) {
      this.sink = sink;
    }

    @Override
    public void accept(List<StreamPart> batch) {
      for (StreamPart part : batch) {
        begun |=
            part instanceof StreamPart.TextDelta
                || part instanceof StreamPart.ReasoningDelta
                || part instanceof StreamPart.ToolCallDelta;
      }
      sink.accept(batch);
    }
  }
}
