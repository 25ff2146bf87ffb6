package dev.klatch.provider.simulator;

import dev.klatch.httpclient.ExchangeObserver;
import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpFailure;
import dev.klatch.httpclient.HttpFailure.Reason;
import dev.klatch.httpclient.OutboundRequest;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.Waiter;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plays a script as if it came over a connection. */
final class SimulatedCall implements HttpCall {
  private final OutboundRequest request;
  private final ExchangeObserver observer;
  private final Waiter waiter;
  private final Function<OutboundRequest, Script> writer;
  private final Cancellation cancellation = new Cancellation();
  private @Nullable Script script;
  private byte[] piece = new byte[0];
  private int position;
  private Runnable beforeWait = () -> {};
  private boolean anyRead;
  private boolean ended;

  SimulatedCall(
      OutboundRequest request,
      ExchangeObserver observer,
      Waiter waiter,
      Function<OutboundRequest, Script> writer) {
    this.request = request;
    this.observer = observer;
    this.waiter = waiter;
    this.writer = writer;
  }

  @Override
  public void execute() throws HttpFailure {
    observer.prepared(request);
    observer.sent(request, request.headers());
    Script written = writer.apply(request);
    pause(written.firstMillis());
    script = written;
    observer.responded(written.status(), written.headers());
  }

  @Override
  public int status() {
    return script == null ? 0 : script.status();
  }

  @Override
  public List<Header> headers() {
    return script == null ? List.of() : script.headers();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws HttpFailure {
    Script playing = script;
    if (playing == null || ended) {
      return -1;
    }
    if (position == piece.length) {
      if (!playing.pieces().hasNext()) {
        return end(playing);
      }
      beforeWait.run();
      pause(anyRead ? playing.pieceMillis() : 0);
      anyRead = true;
      piece = playing.pieces().next();
      position = 0;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, buffer, offset, count);
    position += count;
    observer.received(buffer, offset, count);
    return count;
  }

  private int end(Script playing) throws HttpFailure {
    if (playing.breaks()) {
      throw fail(Reason.BROKEN, "The simulated connection broke.");
    }
    ended = true;
    observer.ended(null);
    return -1;
  }

  private void pause(long millis) throws HttpFailure {
    if (cancellation.isCancelled()
        || (millis > 0 && !waiter.await(Duration.ofMillis(millis), cancellation))) {
      throw fail(Reason.CANCELLED, "The call was cancelled.");
    }
  }

  private HttpFailure fail(Reason reason, String message) {
    HttpFailure failure = new HttpFailure(reason, message, null);
    if (!ended) {
      ended = true;
      observer.ended(failure);
    }
    return failure;
  }

  @Override
  public void beforeWait(Runnable action) {
    beforeWait = action;
  }

  @Override
  public void limitIdle(Duration idle) {
    // The script decides how long it is silent.
  }

  @Override
  public void cancel() {
    cancellation.cancel();
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      observer.ended(null);
    }
  }
}
