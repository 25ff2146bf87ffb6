package dev.klatch.provider.openai;

import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpFailure;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.provider.StreamPart;
import dev.klatch.provider.StreamSink;
import dev.klatch.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a successful reply, whatever it turns out to be: an event stream, the answer in
 * one piece, an error dressed as success, or a web page.
 */
final class AnswerReader {
  /** How long to wait for the token counts that follow the last text. */
  private static final Duration AFTER_FINISH = Duration.ofSeconds(5);

  /** How long to wait for the end of the body, so that the connection can be used again. */
  private static final Duration AFTER_DONE = Duration.ofMillis(250);

  private static final int MAX_EXCERPT = 300;
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final HttpCall call;
  private final StreamSink sink;
  private final String address;
  private final @Nullable String wireId;
  private final ChunkReader chunks;
  private final EventStream events = new EventStream(this::event);
  private final List<StreamPart> batch = new ArrayList<>();
  private boolean done;
  private boolean anyEvent;
  private boolean waitsForUsage;
  private String excerpt = "";

  /** Bytes read into the buffer that the event stream has not been told of. */
  private int pending;

  AnswerReader(
      HttpCall call,
      StreamSink sink,
      String address,
      @Nullable String wireId,
      @Nullable String reasoningField) {
    this.call = call;
    this.sink = sink;
    this.address = address;
    this.wireId = wireId;
    this.chunks = new ChunkReader(reasoningField);
  }

  @Nullable TokenUsage usage() {
    return chunks.usage();
  }

  /**
   * Reads to the end of the answer.
   *
   * @throws ProviderException when what came is not a whole answer
   */
  void read() throws ProviderException {
    int start = firstByte();
    if (start == '{' || start == '[' || start == '<') {
      readDocument(start == '<');
    } else if (start >= 0) {
      readEvents();
    }
    finish(start);
  }

  /** Reads until something other than white space is there; -1 when the body has nothing. */
  private int firstByte() throws ProviderException {
    int looked = 0;
    while (true) {
      byte[] buffer = events.buffer();
      for (; looked < events.position() + pending; looked++) {
        int b = buffer[looked] & 0xff;
        if (b > ' ' && b != 0xef && b != 0xbb && b != 0xbf) {
          return b;
        }
      }
      int count = receive(events.position() + pending);
      if (count < 0) {
        return -1;
      }
      pending += count;
    }
  }

  private int receive(int position) throws ProviderException {
    byte[] buffer = events.buffer();
    if (position >= buffer.length) {
      return -1;
    }
    try {
      return call.read(buffer, position, buffer.length - position);
    } catch (HttpFailure e) {
      throw broken(e);
    }
  }

  private void readEvents() throws ProviderException {
    excerpt = text(events.buffer(), 0, Math.min(pending, MAX_EXCERPT));
    call.beforeWait(this::deliver);
    int count = pending;
    while (count >= 0) {
      take(count);
      if (done) {
        deliver();
        drain();
        return;
      }
      int space = events.space();
      try {
        count = call.read(events.buffer(), events.position(), space);
      } catch (HttpFailure e) {
        deliver();
        if (chunks.finishReason() != null && e.reason() != HttpFailure.Reason.CANCELLED) {
          return; // the answer was complete; only its trailer is missing
        }
        throw broken(e);
      }
    }
    take(-1);
  }

  /** Takes what a read brought, to be delivered before the next wait; -1 is the end. */
  private void take(int count) throws ProviderException {
    try {
      if (count < 0) {
        events.end();
      } else {
        events.advance(count);
      }
    } catch (JacksonException e) {
      deliver();
      throw fail(
          ProviderException.of(
                  Kind.PROVIDER_ERROR,
                  "The provider sent a piece of the answer that is not valid JSON: "
                      + e.getOriginalMessage())
              .cause(e)
              .status(call.status()));
    } catch (IllegalStateException e) {
      deliver();
      throw fail(
          ProviderException.of(Kind.PROVIDER_ERROR, "The provider sent too much: " + e.getMessage())
              .status(call.status()));
    }
    failOnError();
    if (chunks.finishReason() != null && !waitsForUsage) {
      waitsForUsage = true;
      call.limitIdle(AFTER_FINISH);
    }
  }

  private void event(byte[] data, int offset, int length) {
    int from = offset;
    int end = offset + length;
    while (from < end && data[from] <= ' ' && data[from] >= 0) {
      from++;
    }
    if (done || from == end) {
      return;
    }
    if (data[from] == '{' || data[from] == '[') {
      if (isDone(data, from, end)) {
        done = true;
        anyEvent = true;
      } else {
        anyEvent = true;
        chunks.read(data, from, end - from, batch);
      }
    } else {
      excerpt = text(data, from, Math.min(end - from, MAX_EXCERPT));
    }
  }

  private static boolean isDone(byte[] data, int from, int end) {
    if (end - from < DONE.length) {
      return false;
    }
    for (int i = 0; i < DONE.length; i++) {
      if (data[from + i] != DONE[i]) {
        return false;
      }
    }
    return true;
  }

  private void deliver() {
    if (!batch.isEmpty()) {
      sink.accept(batch);
      batch.clear();
    }
  }

  private void drain() {
    call.limitIdle(AFTER_DONE);
    byte[] rest = new byte[512];
    try {
      int total = 0;
      int count = 0;
      while (count >= 0 && total < 8 * 1024) {
        count = call.read(rest, 0, rest.length);
        total += count;
      }
    } catch (HttpFailure e) {
      // The answer is complete; the connection is merely not reused.
    }
  }

  private void readDocument(boolean page) throws ProviderException {
    byte[] body;
    try {
      byte[] head = new byte[pending];
      System.arraycopy(events.buffer(), 0, head, 0, pending);
      body = Bodies.read(call, head, page ? Bodies.MAX_ERROR : Bodies.MAX_ANSWER);
    } catch (HttpFailure e) {
      throw broken(e);
    }
    String text = text(body, 0, Math.min(body.length, Bodies.MAX_ERROR));
    if (page) {
      throw fail(UpstreamFailures.ofPage(call.status(), text, address));
    }
    try {
      anyEvent = true;
      chunks.read(body, 0, body.length, batch);
    } catch (JacksonException e) {
      deliver();
      throw fail(
          ProviderException.of(
                  Kind.PROVIDER_ERROR,
                  "The provider's answer is not valid JSON: " + e.getOriginalMessage())
              .cause(e)
              .status(call.status())
              .body(text));
    }
    deliver();
    failOnError();
    done = true;
  }

  private void failOnError() throws ProviderException {
    JsonNode error = chunks.error();
    if (error != null) {
      deliver();
      String raw = error.toString();
      throw fail(UpstreamFailures.ofErrorObject(ErrorBody.of(error), call.status(), raw));
    }
  }

  private void finish(int start) throws ProviderException {
    chunks.end(batch);
    deliver();
    String reason = chunks.finishReason();
    if (!chunks.hasContent() && (done || reason != null || start < 0)) {
      throw fail(empty(reason));
    }
    if (!done && reason == null) {
      throw fail(anyEvent ? cut() : notAnAnswer());
    }
    TokenUsage usage = chunks.usage();
    if (usage != null) {
      batch.add(new StreamPart.Usage(usage));
    }
    batch.add(new StreamPart.Finish(reason == null ? "stop" : reason));
    deliver();
  }

  private ProviderException.Builder empty(@Nullable String reason) {
    if ("content_filter".equals(reason)) {
      return ProviderException.of(
              Kind.CONTENT_FILTER, "The provider's content filter held the whole answer back.")
          .status(call.status());
    }
    String why =
        "length".equals(reason)
            ? "The output limit was used up before any visible text."
            : "The provider's answer has no content"
                + (reason == null ? "." : " (finish reason: " + reason + ").");
    return ProviderException.of(Kind.EMPTY, why).status(call.status());
  }

  private ProviderException.Builder cut() {
    return ProviderException.of(
            Kind.CUT_STREAM, "The stream ended before the provider marked the end of the answer.")
        .status(call.status());
  }

  private ProviderException.Builder notAnAnswer() {
    return ProviderException.of(
            Kind.NOT_AN_API,
            address
                + " answered with \""
                + excerpt.strip()
                + "\" (HTTP "
                + call.status()
                + "), not with the chat completions protocol.")
        .status(call.status())
        .body(excerpt);
  }

  private ProviderException broken(HttpFailure e) {
    boolean late = e.reason() == HttpFailure.Reason.BROKEN;
    return fail(UpstreamFailures.ofTransport(e, late).status(call.status()));
  }

  private ProviderException fail(ProviderException.Builder builder) {
    return builder.wireId(wireId).build();
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
