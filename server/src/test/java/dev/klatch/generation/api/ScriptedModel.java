package dev.klatch.generation.api;

import dev.klatch.provider.CallContext;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.StreamPart;
import dev.klatch.provider.StreamSink;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A model that answers what a test tells it, when the test tells it. */
final class ScriptedModel implements ChatModel {
  private final BlockingQueue<Object> script = new LinkedBlockingQueue<>();
  private final List<ChatRequest> requests = new CopyOnWriteArrayList<>();

  private enum Mark {
    CANCELLED
  }

  /** Sends text next. */
  ScriptedModel text(String text) {
    return part(new StreamPart.TextDelta(text));
  }

  ScriptedModel part(StreamPart part) {
    script.add(part);
    return this;
  }

  /** Completes the answer. */
  ScriptedModel finish() {
    return part(new StreamPart.Finish("stop"));
  }

  /** Breaks the answer off. */
  ScriptedModel fail(ProviderException failure) {
    script.add(failure);
    return this;
  }

  /** What was asked for so far, titles not included. */
  List<ChatRequest> requests() {
    return requests;
  }

  @Override
  public void stream(ChatRequest request, CallContext context, StreamSink sink)
      throws ProviderException {
    if (context.purpose() == CallContext.Purpose.TITLE) {
      sink.accept(List.of(new StreamPart.TextDelta("A Made Title"), new StreamPart.Finish("stop")));
      return;
    }
    requests.add(request);
    context.cancellation().onCancel(() -> script.add(Mark.CANCELLED));
    try {
      while (true) {
        Object next = script.take();
        if (next instanceof StreamPart part) {
          sink.accept(List.of(part));
          if (part instanceof StreamPart.Finish) {
            return;
          }
        } else if (next instanceof ProviderException failure) {
          throw failure;
        } else {
          throw ProviderException.of(ProviderException.Kind.CANCELLED, "stopped").build();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.of(ProviderException.Kind.CANCELLED, "interrupted").build();
    }
  }
}
