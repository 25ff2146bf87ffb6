package dev.klatch.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallContext.Purpose;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.provider.StreamPart;
import dev.klatch.provider.Waiter;
import dev.klatch.testing.CollectingSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingChatModelTest {
  private final List<Long> waits = new ArrayList<>();
  private final List<Integer> attempts = new ArrayList<>();
  private final CollectingSink sink = new CollectingSink();
  private final CallContext context = CallContext.ofServer(Purpose.CHAT);
  private Waiter waiter =
      (time, cancellation) -> {
        waits.add(time.toMillis());
        return true;
      };

  @Test
  void repeatsUntilItWorks() throws ProviderException {
    ask(failure(Kind.RATE_LIMIT, 429, null), failure(Kind.PROVIDER_ERROR, 503, null));

    assertEquals("done", sink.text());
    assertEquals(List.of(1, 2, 3), attempts);
    assertEquals(2, waits.size());
    assertTrue(waits.get(0) >= 300 && waits.get(0) <= 900, "first wait " + waits.get(0));
    assertTrue(waits.get(1) >= 600 && waits.get(1) <= 1_800, "second wait " + waits.get(1));
  }

  @Test
  void tellsBeforeItWaits() throws ProviderException {
    ProviderException failure = failure(Kind.RATE_LIMIT, 429, 2_000L);
    ask(failure);

    assertEquals(new StreamPart.Retry(1, 3, 2_000, failure), sink.parts().getFirst());
    assertEquals(List.of(2_000L), waits);
  }

  @Test
  void givesUpAfterThreeAttempts() {
    ProviderException e =
        assertThrows(
            ProviderException.class,
            () ->
                ask(
                    failure(Kind.NETWORK, null, null),
                    failure(Kind.TIMEOUT, null, null),
                    failure(Kind.PROVIDER_ERROR, 500, null),
                    failure(Kind.NETWORK, null, null)));

    assertEquals(Kind.PROVIDER_ERROR, e.kind());
    assertEquals(List.of(1, 2, 3), attempts);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RATE_LIMIT", "NETWORK", "TIMEOUT", "CUT_STREAM", "PROVIDER_ERROR"},
      mode = EnumSource.Mode.EXCLUDE)
  void doesNotRepeatWhatWouldFailAgain(Kind kind) {
    assertThrows(ProviderException.class, () -> ask(failure(kind, 400, null)));
    assertEquals(List.of(1), attempts);
  }

  @Test
  void doesNotRepeatErrorsThatAreNotTheServers() {
    assertThrows(ProviderException.class, () -> ask(failure(Kind.PROVIDER_ERROR, 200, null)));
    assertEquals(List.of(1), attempts);
  }

  @Test
  void doesNotRepeatOnceSomethingWasDelivered() {
    RetryingChatModel model =
        model(
            (request, context, out) -> {
              attempts.add(context.attempt());
              out.accept(List.of(new StreamPart.TextDelta("Hal")));
              throw failure(Kind.CUT_STREAM, 200, null);
            });

    assertThrows(ProviderException.class, () -> model.stream(request(), context, sink));
    assertEquals(List.of(1), attempts);
    assertEquals("Hal", sink.text());
  }

  @Test
  void leavesLongWaitsToThePerson() {
    ProviderException e =
        assertThrows(ProviderException.class, () -> ask(failure(Kind.RATE_LIMIT, 429, 3_600_000L)));

    assertEquals(3_600_000L, e.retryAfterMillis());
    assertEquals(List.of(), waits);
  }

  @Test
  void aWaitCanBeCancelled() {
    waiter =
        (time, cancellation) -> {
          cancellation.cancel();
          return false;
        };
    ProviderException e =
        assertThrows(ProviderException.class, () -> ask(failure(Kind.RATE_LIMIT, 429, null)));

    assertEquals(Kind.CANCELLED, e.kind());
    assertEquals(List.of(1), attempts);
  }

  private void ask(ProviderException... failures) throws ProviderException {
    model(
        (request, context, out) -> {
          attempts.add(context.attempt());
          if (attempts.size() <= failures.length) {
            throw failures[attempts.size() - 1];
          }
          out.accept(List.of(new StreamPart.TextDelta("done"), new StreamPart.Finish("stop")));
        })
        .stream(request(), context, sink);
  }

  private RetryingChatModel model(ChatModel inner) {
    return new RetryingChatModel(inner, waiter, new SplittableRandom(1));
  }

  private static ChatRequest request() {
    return new ChatRequest(
        "m", List.of(ChatMessage.of(ChatMessage.Role.USER, "Hi")), Map.of(), true);
  }

  private static ProviderException failure(
      Kind kind, @Nullable Integer status, @Nullable Long retryAfter) {
    ProviderException.Builder builder =
        ProviderException.of(kind, "no").retryAfterMillis(retryAfter);
    return (status == null ? builder : builder.status(status)).build();
  }
}
