package dev.klatch.testing;

import dev.klatch.provider.StreamPart;
import dev.klatch.provider.StreamSink;
import dev.klatch.provider.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the parts of an answer. */
public final class CollectingSink implements StreamSink {
  private final List<StreamPart> parts = new ArrayList<>();
  private int batches;

  @Override
  public synchronized void accept(List<StreamPart> batch) {
    parts.addAll(batch);
    batches++;
    notifyAll();
  }

  /** Waits until some text has come. */
  public synchronized void awaitText() throws InterruptedException {
    while (text().isEmpty()) {
      wait();
    }
  }

  public synchronized List<StreamPart> parts() {
    return List.copyOf(parts);
  }

  public synchronized int batches() {
    return batches;
  }

  public synchronized String text() {
    StringBuilder text = new StringBuilder();
    for (StreamPart part : parts) {
      if (part instanceof StreamPart.TextDelta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  public synchronized String reasoning() {
    StringBuilder text = new StringBuilder();
    for (StreamPart part : parts) {
      if (part instanceof StreamPart.ReasoningDelta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  /** Arguments of a tool call, joined. */
  public synchronized String toolArguments(int index) {
    StringBuilder text = new StringBuilder();
    for (StreamPart part : parts) {
      if (part instanceof StreamPart.ToolCallDelta delta && delta.index() == index) {
        text.append(delta.arguments());
      }
    }
    return text.toString();
  }

  /** Reason of the finish, which has to be the last part; null when there is none. */
  public synchronized @Nullable String finishReason() {
    return !parts.isEmpty() && parts.getLast() instanceof StreamPart.Finish finish
        ? finish.reason()
        : null;
  }

  /** Token counts reported. */
  public synchronized TokenUsage usage() {
    for (StreamPart part : parts) {
      if (part instanceof StreamPart.Usage reported) {
        return reported.usage();
      }
    }
    throw new AssertionError("no usage reported");
  }
}
