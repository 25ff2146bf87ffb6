package dev.klatch.httpclient;

import dev.klatch.httpclient.HttpFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** A call over a socket. */
final class NetworkCall implements HttpCall, Watchdog.Watched, ObservedSocket.Listener {
  /** A check that may refuse the request before anything is sent. */
  @FunctionalInterface
  interface Check {
    void run(OutboundRequest request) throws UnknownHostException;
  }

  private static final String ATTRIBUTE = NetworkCall.class.getName();

  /** With fewer streams than this each piece is handed on the moment it comes. */
  private static final int GATHER_FROM = 16;

  /** Pieces that come further apart than this are not gathered. */
  private static final long GATHER_GAP_NANOS = Pulse.BEAT.toNanos() * 3 / 2;

  /** A read that brings more than this is gathered already. */
  private static final int GATHER_BYTES = 4 * 1024;

  private final CloseableHttpClient client;
  private final Watchdog watchdog;
  private final Pulse pulse;
  private final OutboundRequest request;
  private final ExchangeObserver observer;
  private final Check check;
  private final HttpUriRequestBase wire;

  private @Nullable ClassicHttpResponse response;
  private @Nullable InputStream body;
  private List<Header> headers = List.of();
  private boolean ended;
  private @Nullable Runnable beforeWait;

  // The last read from the network: when it returned, and whether the next one may be put off.
  private long lastRead;
  private boolean gathers;

  /** Non-null while the thread may be waiting where only an interrupt reaches it. */
  private @Nullable Thread connecting;

  private @Nullable Reason aborted;

  // The wait under way: since when, how long at most, and what its end means.
  private volatile long waitingSince = System.nanoTime();
  private volatile long limitNanos;
  private volatile Reason limitReason = Reason.CONNECT_TIMEOUT;

  NetworkCall(
      CloseableHttpClient client,
      Watchdog watchdog,
      Pulse pulse,
      OutboundRequest request,
      ExchangeObserver observer,
      Check check) {
    this.client = client;
    this.watchdog = watchdog;
    this.pulse = pulse;
    this.request = request;
    this.observer = observer;
    this.check = check;
    this.limitNanos = request.limits().connect().toNanos();
    this.wire = new HttpUriRequestBase(request.method(), request.uri());
    request.headers().forEach(h -> wire.addHeader(h.name(), h.value()));
    if (request.body() != null) {
      wire.setEntity(new ByteArrayEntity(request.body(), null));
    }
  }

  @Override
  public void execute() throws HttpFailure {
    observer.prepared(request);
    try {
      begin();
      check.run(request);
      HttpClientContext context = HttpClientContext.create();
      context.setAttribute(ATTRIBUTE, this);
      HttpHost target =
          new HttpHost(request.uri().getScheme(), request.uri().getHost(), request.uri().getPort());
      ClassicHttpResponse reply = client.executeOpen(target, wire, context);
      response = reply;
      headers = copy(reply);
      HttpEntity entity = reply.getEntity();
      body = entity == null ? null : entity.getContent();
      await(request.limits().idle(), Reason.IDLE_TIMEOUT);
      observer.responded(reply.getCode(), headers);
    } catch (IOException e) {
      throw end(failure(e));
    } finally {
      connected();
    }
  }

  private void begin() throws HttpFailure {
    synchronized (this) {
      if (aborted != null) {
        throw new HttpFailure(Reason.CANCELLED, "The call was cancelled.", null);
      }
      connecting = Thread.currentThread();
    }
    await(request.limits().connect(), Reason.CONNECT_TIMEOUT);
    watchdog.add(this);
  }

  /** Called by the client when the connection stands and the request is about to go out. */
  static void connected(HttpRequest sent, HttpContext context) {
    if (context.getAttribute(ATTRIBUTE) instanceof NetworkCall call) {
      call.connected();
      call.await(call.request.limits().firstByte(), Reason.FIRST_BYTE_TIMEOUT);
      call.observer.sent(call.request, copy(sent));
    }
  }

  private synchronized void connected() {
    if (connecting != null) {
      connecting = null;
      if (aborted != null) {
        // The interrupt was ours; it must not reach what the thread does next.
        Thread.interrupted();
      }
    }
  }

  private void await(Duration limit, Reason reason) {
    limitReason = reason;
    limitNanos = limit.toNanos();
    waitingSince = System.nanoTime();
  }

  @Override
  public void limitIdle(Duration idle) {
    await(idle, Reason.IDLE_TIMEOUT);
  }

  @Override
  public void check(long nowNanos) {
    if (nowNanos - waitingSince > limitNanos) {
      abort(limitReason);
    }
  }

  @Override
  public int status() {
    return response == null ? 0 : response.getCode();
  }

  @Override
  public List<Header> headers() {
    return headers;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws HttpFailure {
    ObservedSocket.listen(this);
    try {
      int count = body == null ? -1 : body.read(buffer, offset, length);
      if (count < 0) {
        end(null);
      } else {
        waitingSince = System.nanoTime();
        observer.received(buffer, offset, count);
      }
      return count;
    } catch (IOException e) {
      throw end(failure(e));
    } finally {
      ObservedSocket.listen(null);
    }
  }

  @Override
  public void beforeWait(Runnable action) {
    beforeWait = action;
  }

  @Override
  public void beforeRead() {
    Runnable action = beforeWait;
    if (action != null) {
      action.run();
      if (gathers && watchdog.size() > GATHER_FROM) {
        pulse.await();
      }
    }
  }

  @Override
  public void afterRead(int count) {
    long now = System.nanoTime();
    gathers = lastRead != 0 && now - lastRead < GATHER_GAP_NANOS && count < GATHER_BYTES;
    lastRead = now;
  }

  @Override
  public void cancel() {
    abort(Reason.CANCELLED);
  }

  private void abort(Reason reason) {
    synchronized (this) {
      if (aborted != null || ended) {
        return;
      }
      aborted = reason;
      if (connecting != null) {
        connecting.interrupt();
      }
    }
    wire.cancel();
  }

  @Override
  public void close() {
    boolean complete;
    synchronized (this) {
      complete = ended;
      ended = true;
    }
    watchdog.remove(this);
    if (!complete) {
      // Closing an unfinished body would first read it to its end.
      wire.cancel();
      observer.ended(null);
    }
    if (response != null) {
      try {
        response.close();
      } catch (IOException e) {
        wire.cancel();
      }
    }
  }

  /** Marks the end; null is a good one. Returns its argument for throwing. */
  @SuppressWarnings("NullAway") // returns null only for null
  private HttpFailure end(@Nullable HttpFailure failure) {
    synchronized (this) {
      if (ended) {
        return failure;
      }
      ended = true;
    }
    watchdog.remove(this);
    if (failure != null) {
      wire.cancel();
    }
    observer.ended(failure);
    return failure;
  }

  private HttpFailure failure(IOException e) {
    if (e instanceof HttpFailure failure) {
      return failure;
    }
    Reason cut;
    synchronized (this) {
      cut = aborted;
    }
    if (cut != null) {
      return new HttpFailure(cut, FailureText.of(cut, request), e);
    }
    Reason reason =
        switch (e) {
          case AddressGuard.BlockedException b -> Reason.BLOCKED;
          case UnknownHostException u -> Reason.UNKNOWN_HOST;
          case ConnectTimeoutException t -> Reason.CONNECT_TIMEOUT;
          case ConnectException c -> Reason.CONNECT;
          case NoRouteToHostException n -> Reason.CONNECT;
          case SSLException s -> Reason.TLS;
          default -> Reason.BROKEN;
        };
    String detail =
        reason == Reason.BLOCKED || reason == Reason.TLS || reason == Reason.BROKEN
            ? String.valueOf(e.getMessage())
            : "";
    return new HttpFailure(reason, FailureText.of(reason, request, detail), e);
  }

  private static List<Header> copy(HttpMessage message) {
    List<Header> copy = new ArrayList<>();
    for (var header : message.getHeaders()) {
      copy.add(new Header(header.getName(), header.getValue() == null ? "" : header.getValue()));
    }
    return List.copyOf(copy);
  }
}
