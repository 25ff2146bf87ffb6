package dev.klatch.httpclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.HttpFailure.Reason;
import dev.klatch.testing.UpstreamStub;
import dev.klatch.testing.UpstreamStub.Replies;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NetworkTransportTest {
  private static final HttpLimits SHORT =
      new HttpLimits(Duration.ofSeconds(5), Duration.ofMillis(150), Duration.ofMillis(150));

  private final UpstreamStub stub = new UpstreamStub();
  private final NetworkTransport transport = transport(ProxySettings.NONE);
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    transport.close();
    stub.close();
  }

  @Test
  void sendsAndReceivesBytesUnchanged() throws HttpFailure {
    stub.then(Replies.whole(201, "text/plain", "grüß dich", "X-One: 1"));
    try (HttpCall call = transport.newCall(post("/a?b=c", HttpLimits.defaults()), trace)) {
      call.execute();

      assertEquals(201, call.status());
      assertEquals("1", call.header("x-one"));
      assertEquals("grüß dich", body(call));
    }
    UpstreamStub.Received received = stub.requests().getFirst();
    assertEquals("POST /v1/a?b=c HTTP/1.1", received.line());
    assertEquals("{\"q\":1}", received.body());
    assertEquals("yes", received.header("X-Test"));
    assertEquals("", received.header("Accept-Encoding"));
  }

  @Test
  void showsItsObserverEveryByteAndHeader() throws HttpFailure {
    stub.then(Replies.stream("data: 1\n\ndata: 2\n\n"));
    try (HttpCall call = transport.newCall(post("/a", HttpLimits.defaults()), trace)) {
      call.execute();
      String body = body(call);

      assertEquals(body, trace.body.toString(StandardCharsets.UTF_8));
    }
    assertEquals(List.of("prepared", "sent", "responded 200", "ended"), trace.events);
    assertTrue(trace.sentHeaders.stream().anyMatch(h -> h.isNamed("Host")));
    assertTrue(trace.sentHeaders.stream().anyMatch(h -> h.isNamed("Content-Length")));
    assertTrue(trace.sentHeaders.stream().anyMatch(h -> h.isNamed("X-Test")));
  }

  @Test
  void endsWhenTheFirstByteDoesNotCome() {
    stub.then(Replies.silence());
    try (HttpCall call = transport.newCall(post("/a", SHORT), trace)) {
      assertEquals(
          Reason.FIRST_BYTE_TIMEOUT, assertThrows(HttpFailure.class, call::execute).reason());
    }
    assertEquals(0, transport.activeCalls());
    assertEquals(List.of("prepared", "sent", "ended FIRST_BYTE_TIMEOUT"), trace.events);
  }

  @Test
  void endsWhenAStreamFallsSilent() throws Exception {
    stub.then(Replies.silentStream("data: 1\n\n"));
    try (HttpCall call = transport.newCall(post("/a", SHORT), trace)) {
      call.execute();

      assertEquals(Reason.IDLE_TIMEOUT, assertThrows(HttpFailure.class, () -> body(call)).reason());
    }
    assertTrue(stub.awaitClientClose());
    assertEquals("data: 1\n\n", trace.body.toString(StandardCharsets.UTF_8));
  }

  @Test
  void letsASlowDripRun() throws HttpFailure {
    CountDownLatch drip = new CountDownLatch(30);
    stub.then(
        (request, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          for (int i = 0; i < 30; i++) {
            connection.chunk("x".getBytes(StandardCharsets.UTF_8));
            drip.countDown();
            // Slower than the sweep, quicker than the limit; in all far longer than the limit.
            LockSupport.parkNanos(20_000_000);
          }
          connection.write("0\r\n\r\n");
          return true;
        });
    try (HttpCall call = transport.newCall(post("/a", SHORT), trace)) {
      call.execute();

      assertEquals("x".repeat(30), body(call));
    }
  }

  @Test
  void cancellingClosesTheConnection() throws Exception {
    stub.then(Replies.silentStream("data: 1\n\n"));
    AtomicReference<@Nullable HttpFailure> failure = new AtomicReference<>();
    CountDownLatch reading = new CountDownLatch(1);
    HttpCall call = transport.newCall(post("/a", HttpLimits.defaults()), trace);
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (call) {
                    call.execute();
                    byte[] buffer = new byte[100];
                    int count = call.read(buffer, 0, buffer.length);
                    reading.countDown();
                    while (count >= 0) {
                      count = call.read(buffer, 0, buffer.length);
                    }
                  } catch (HttpFailure e) {
                    failure.set(e);
                  }
                });
    reading.await();
    call.cancel();
    reader.join();

    HttpFailure seen = failure.get();
    assertEquals(Reason.CANCELLED, seen == null ? null : seen.reason());
    assertTrue(stub.awaitClientClose());
  }

  @Test
  void closingEarlyClosesTheConnection() throws Exception {
    stub.then(Replies.silentStream("data: 1\n\n"));
    try (HttpCall call = transport.newCall(post("/a", HttpLimits.defaults()), trace)) {
      call.execute();
    }
    assertTrue(stub.awaitClientClose());
    assertEquals(0, transport.activeCalls());
  }

  @Test
  void aCancelledCallIsNotSent() {
    HttpCall call = transport.newCall(post("/a", HttpLimits.defaults()), trace);
    call.cancel();

    assertEquals(Reason.CANCELLED, assertThrows(HttpFailure.class, call::execute).reason());
    assertEquals(0, stub.connections());
  }

  @Test
  void manyStreamsRunAtOnce() throws Exception {
    int streams = 500;
    CountDownLatch all = new CountDownLatch(streams);
    AtomicInteger complete = new AtomicInteger();
    stub.always(
        (request, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          connection.chunk("a".getBytes(StandardCharsets.UTF_8));
          all.countDown();
          all.await(); // none ends before all have begun
          connection.chunk("b".getBytes(StandardCharsets.UTF_8));
          connection.write("0\r\n\r\n");
          return true;
        });
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (HttpCall call =
                        transport.newCall(
                            post("/a", HttpLimits.defaults()), new ExchangeObserver() {})) {
                      call.execute();
                      if (body(call).equals("ab")) {
                        complete.incrementAndGet();
                      }
                    } catch (HttpFailure e) {
                      all.countDown();
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(streams, complete.get());
  }

  @Test
  void whatArrivedIsHandedOnBeforeAReadWaits() throws HttpFailure {
    CountDownLatch handedOn = new CountDownLatch(1);
    stub.then(
        (request, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          connection.write("1\r\na\r\n1\r\nb\r\n");
          handedOn.await(); // nothing more comes before the reader has both
          connection.write("1\r\nc\r\n0\r\n\r\n");
          return true;
        });
    StringBuilder read = new StringBuilder();
    List<String> batches = new ArrayList<>();
    try (HttpCall call =
        transport.newCall(post("/a", HttpLimits.defaults()), new ExchangeObserver() {})) {
      call.execute();
      call.beforeWait(
          () -> {
            batches.add(read.toString());
            if (read.length() == 2) {
              handedOn.countDown();
            }
          });
      readPieces(call, read);
    }

    assertEquals("abc", read.toString());
    assertTrue(batches.contains("ab"));
    assertFalse(batches.contains("a"), "pieces that came together are handed on together");
  }

  @Test
  void theSmallPiecesOfManyStreamsAreGathered() throws Exception {
    int streams = 40;
    int pieces = 60;
    stub.always(
        (request, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          for (int i = 0; i < pieces; i++) {
            connection.chunk("x".getBytes(StandardCharsets.UTF_8));
            LockSupport.parkNanos(3_000_000);
          }
          connection.write("0\r\n\r\n");
          return true;
        });
    AtomicInteger batches = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    StringBuilder read = new StringBuilder();
                    try (HttpCall call =
                        transport.newCall(
                            post("/a", HttpLimits.defaults()), new ExchangeObserver() {})) {
                      call.execute();
                      call.beforeWait(batches::incrementAndGet);
                      readPieces(call, read);
                    } catch (HttpFailure e) {
                      read.setLength(0);
                    }
                    received.addAndGet(read.length());
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(streams * pieces, received.get());
    assertTrue(batches.get() < streams * pieces / 2, batches + " batches");
  }

  private static void readPieces(HttpCall call, StringBuilder text) throws HttpFailure {
    byte[] buffer = new byte[1_000];
    int count = 0;
    while (count >= 0) {
      text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
      count = call.read(buffer, 0, buffer.length);
    }
  }

  @Test
  void redirectsOnTheSameHostAreFollowedWithTheBody() throws HttpFailure {
    stub.then(Replies.whole(307, "text/plain", "", "Location: " + stub.baseUrl() + "/b"));
    stub.then(Replies.whole(200, "text/plain", "there"));
    try (HttpCall call = transport.newCall(post("/a", HttpLimits.defaults()), trace)) {
      call.execute();

      assertEquals("there", body(call));
    }
    assertEquals("POST /v1/b HTTP/1.1", stub.requests().get(1).line());
    assertEquals("{\"q\":1}", stub.requests().get(1).body());
  }

  @Test
  void redirectsToOtherHostsAreNot() throws HttpFailure {
    stub.always(
        Replies.whole(307, "text/plain", "", "Location: http://localhost:" + stub.port() + "/b"));
    try (HttpCall call = transport.newCall(post("/a", HttpLimits.defaults()), trace)) {
      call.execute();

      assertEquals(307, call.status());
    }
    assertEquals(1, stub.requests().size());
  }

  @Test
  void proxiesAreUsed() throws HttpFailure {
    stub.then(Replies.whole(200, "text/plain", "proxied"));
    try (NetworkTransport proxied =
            transport(ProxySettings.of(Map.of("PROXY", "http://u:p@127.0.0.1:" + stub.port())));
        HttpCall call =
            proxied.newCall(
                request("GET", "http://api.example.com/v1/models", HttpLimits.defaults()), trace)) {
      call.execute();

      assertEquals("proxied", body(call));
    }
    assertEquals(
        "GET http://api.example.com/v1/models HTTP/1.1", stub.requests().getFirst().line());
  }

  @Test
  void aGuardedCallBehindAProxyIsGuardedToo() {
    try (NetworkTransport proxied =
            transport(ProxySettings.of(Map.of("PROXY", "http://127.0.0.1:" + stub.port())));
        HttpCall call =
            proxied.newCall(
                OutboundRequest.get(
                    URI.create("http://169.254.169.254/latest"),
                    List.of(),
                    true,
                    HttpLimits.defaults()),
                trace)) {
      assertEquals(Reason.BLOCKED, assertThrows(HttpFailure.class, call::execute).reason());
    }
    assertEquals(0, stub.connections());
  }

  private NetworkTransport transport(ProxySettings proxy) {
    return new NetworkTransport(
        new HttpClientConfig(Duration.ofSeconds(5), proxy, Set.of(), Duration.ofMillis(10)));
  }

  private OutboundRequest post(String path, HttpLimits limits) {
    return request("POST", stub.baseUrl() + path, limits);
  }

  private static OutboundRequest request(String method, String url, HttpLimits limits) {
    List<Header> headers = List.of(new Header("X-Test", "yes"));
    return method.equals("GET")
        ? OutboundRequest.get(URI.create(url), headers, false, limits)
        : new OutboundRequest(
            method,
            URI.create(url),
            headers,
            "{\"q\":1}".getBytes(StandardCharsets.UTF_8),
            false,
            limits);
  }

  private static String body(HttpCall call) throws HttpFailure {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[1_000];
    int count = 0;
    while (count >= 0) {
      body.write(buffer, 0, count);
      count = call.read(buffer, 0, buffer.length);
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  /** Notes what an observer is told. */
  private static final class Trace implements ExchangeObserver {
    private final List<String> events = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private List<Header> sentHeaders = List.of();

    @Override
    public void prepared(OutboundRequest request) {
      events.add("prepared");
    }

    @Override
    public void sent(OutboundRequest request, List<Header> headers) {
      events.add("sent");
      sentHeaders = headers;
    }

    @Override
    public void responded(int status, List<Header> headers) {
      events.add("responded " + status);
    }

    @Override
    public void received(byte[] buffer, int offset, int length) {
      body.write(buffer, offset, length);
    }

    @Override
    public void ended(@Nullable HttpFailure failure) {
      events.add(failure == null ? "ended" : "ended " + failure.reason());
    }
  }
}
