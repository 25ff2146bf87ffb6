package dev.klatch.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every adapter owes its callers. An adapter's test extends this and prepares the upstream.
 */
@Timeout(60)
public abstract class ChatModelContract {
  /** A model under test, with what it is asked. */
  public record Subject(ChatModel model, String modelId) {
    ChatRequest request(boolean streaming) {
      return new ChatRequest(
          modelId,
          List.of(ChatMessage.of(ChatMessage.Role.USER, "Tell me about tides.")),
          Map.of(),
          streaming);
    }
  }

  /** Answers with some text, token counts and the finish reason {@code stop}. */
  protected abstract Subject answering();

  /** Thinks before it answers. */
  protected abstract Subject thinking();

  /** Writes some text and then nothing more, without ending, until cancelled. */
  protected abstract Subject endless();

  /** Writes some text and then breaks the connection. */
  protected abstract Subject breaking();

  /** Refuses the key. */
  protected abstract Subject refusing();

  @Test
  void deliversTextThenUsageThenFinish() throws ProviderException {
    List<StreamPart> parts = ask(answering(), true).parts();

    assertInstanceOf(StreamPart.Start.class, parts.getFirst());
    assertInstanceOf(StreamPart.Usage.class, parts.get(parts.size() - 2));
    assertEquals(new StreamPart.Finish("stop"), parts.getLast());
    assertEquals(1, parts.stream().filter(p -> p instanceof StreamPart.Finish).count());
  }

  @Test
  void neverDeliversNothing() throws ProviderException {
    Subject subject = thinking();
    subject.model().stream(
        subject.request(true),
        CallContext.ofServer(Purpose.CHAT),
        batch -> {
          assertFalse(batch.isEmpty());
          for (StreamPart part : batch) {
            if (part instanceof StreamPart.TextDelta text) {
              assertFalse(text.text().isEmpty());
            }
            if (part instanceof StreamPart.ReasoningDelta thought) {
              assertFalse(thought.text().isEmpty());
            }
          }
        });
  }

  @Test
  void thinksBeforeItAnswers() throws ProviderException {
    CollectingSink sink = ask(thinking(), true);
    boolean answering = false;
    for (StreamPart part : sink.parts()) {
      answering |= part instanceof StreamPart.TextDelta;
      assertFalse(answering && part instanceof StreamPart.ReasoningDelta);
    }
    assertFalse(sink.reasoning().isEmpty());
    assertFalse(sink.text().isEmpty());
  }

  @Test
  void answersInOnePieceAlike() throws ProviderException {
    assertEquals(ask(answering(), true).text(), ask(answering(), false).text());
  }

  @Test
  void isStoppedFromAnotherThread() throws InterruptedException {
    Subject subject = endless();
    CallContext context = CallContext.ofServer(Purpose.CHAT);
    CollectingSink sink = new CollectingSink();
    AtomicReference<@Nullable ProviderException> failure = new AtomicReference<>();
    Thread asking =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    subject.model().stream(subject.request(true), context, sink);
                  } catch (ProviderException e) {
                    failure.set(e);
                  }
                });
    sink.awaitText();
    context.cancellation().cancel();
    asking.join();

    ProviderException e = failure.get();
    assertNotNull(e);
    assertEquals(Kind.CANCELLED, e.kind());
  }

  @Test
  void doesNotBeginWhenAlreadyStopped() {
    Subject subject = answering();
    CallContext context = CallContext.ofServer(Purpose.CHAT);
    context.cancellation().cancel();
    CollectingSink sink = new CollectingSink();

    ProviderException e =
        assertThrows(
            ProviderException.class,
            () -> subject.model().stream(subject.request(true), context, sink));
    assertEquals(Kind.CANCELLED, e.kind());
    assertEquals(List.of(), sink.parts());
  }

  @Test
  void keepsWhatCameBeforeABreak() {
    Subject subject = breaking();
    CollectingSink sink = new CollectingSink();
    ProviderException e =
        assertThrows(
            ProviderException.class,
            () ->
                subject.model().stream(
                    subject.request(true), CallContext.ofServer(Purpose.CHAT), sink));

    assertEquals(Kind.CUT_STREAM, e.kind());
    assertFalse(sink.text().isEmpty());
    assertTrue(sink.parts().stream().noneMatch(p -> p instanceof StreamPart.Finish));
  }

  @Test
  void tellsWhoRefused() {
    ProviderException e = assertThrows(ProviderException.class, () -> ask(refusing(), true));

    assertEquals(Kind.AUTHENTICATION, e.kind());
    assertEquals(401, e.status());
    assertNotNull(e.body());
  }

  @Test
  void servesManyAtOnce() throws InterruptedException {
    Subject subject = answering();
    int callers = 20;
    CountDownLatch begin = new CountDownLatch(1);
    List<CollectingSink> sinks = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      CollectingSink sink = new CollectingSink();
      sinks.add(sink);
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      begin.await();
                      subject.model().stream(
                          subject.request(true), CallContext.ofServer(Purpose.CHAT), sink);
                    } catch (ProviderException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1, sinks.stream().map(CollectingSink::text).distinct().count());
    assertEquals("stop", sinks.getFirst().finishReason());
  }

  private static CollectingSink ask(Subject subject, boolean streaming) throws ProviderException {
    CollectingSink sink = new CollectingSink();
    subject.model().stream(subject.request(streaming), CallContext.ofServer(Purpose.CHAT), sink);
    return sink;
  }
}
