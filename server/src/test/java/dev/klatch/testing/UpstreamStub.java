package dev.klatch.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An upstream on a real socket that says exactly what a test tells it to, byte for byte, and
 * remembers what it was asked.
 */
public final class UpstreamStub implements AutoCloseable {
  /** Answers one request by writing to the connection. */
  @FunctionalInterface
  public interface Script {
    /**
     * Plays the reply.
     *
     * @return whether the connection stays open for the next request
     */
    boolean play(Received request, Connection connection) throws Exception;
  }

  /**
   * A request as received.
   *
   * @param headers values by name in lower case
   */
  public record Received(String line, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  private final ServerSocket server;
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Semaphore clientCloses = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();
  private volatile @Nullable Script always;

  public UpstreamStub() {
    try {
      server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = Thread.ofVirtual().start(this::acceptLoop);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** API root to configure. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  /** Adds the reply to the next request that has none yet. */
  public UpstreamStub then(Script script) {
    scripts.add(script);
    return this;
  }

  /** Sets the reply to every request for which none is queued. */
  public UpstreamStub always(Script script) {
    always = script;
    return this;
  }

  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /** How many connections were accepted so far. */
  public int connections() {
    return connections.get();
  }

  /** Waits until a client has closed a connection on which a script was still playing. */
  public boolean awaitClientClose() throws InterruptedException {
    return clientCloses.tryAcquire(20, TimeUnit.SECONDS);
  }

  private void acceptLoop() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        var _ = connections.incrementAndGet();
        sockets.add(socket);
        var _ = Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      boolean open = true;
      while (open) {
        Received request = read(in);
        if (request == null) {
          return;
        }
        requests.add(request);
        Script script = scripts.poll();
        script = script == null ? always : script;
        if (script == null) {
          return;
        }
        open = script.play(request, new Connection(socket, closing, clientCloses));
      }
    } catch (IOException e) {
      clientCloses.release();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Received read(InputStream in) throws IOException {
    String line = line(in);
    if (line.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.merge(
          header.substring(0, colon).toLowerCase(Locale.ROOT),
          header.substring(colon + 1).strip(),
          (a, b) -> a + ", " + b);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Received(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The connection a script writes to. */
  public static final class Connection {
    private final Socket socket;
    private final OutputStream out;
    private final CountDownLatch closing;
    private final Semaphore clientCloses;

    Connection(Socket socket, CountDownLatch closing, Semaphore clientCloses) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
      this.closing = closing;
      this.clientCloses = clientCloses;
    }

    public void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Writes one chunk of a chunked body. */
    public void chunk(byte[] bytes) throws IOException {
      ByteArrayOutputStream chunk = new ByteArrayOutputStream();
      chunk.writeBytes(
          (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunk.writeBytes(bytes);
      chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      write(chunk.toByteArray());
    }

    /** Stays silent until the client closes its side or the stub is closed. */
    public void hang() throws IOException {
      int b = socket.getInputStream().read();
      if (b < 0 && closing.getCount() > 0) {
        clientCloses.release();
      }
    }

    /** Breaks the connection without a word. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** Common replies. */
  public static final class Replies {
    private Replies() {}

    /** An event stream in the given pieces, properly ended. */
    public static Script stream(List<byte[]> pieces) {
      return (request, connection) -> {
        connection.write(streamHead());
        for (byte[] piece : pieces) {
          connection.chunk(piece);
        }
        connection.write("0\r\n\r\n");
        return true;
      };
    }

    /** An event stream in one piece. */
    public static Script stream(String events) {
      return stream(List.of(events.getBytes(StandardCharsets.UTF_8)));
    }

    /** An event stream that breaks off: the body's end is never marked. */
    public static Script cutStream(String events) {
      return (request, connection) -> {
        connection.write(streamHead());
        connection.chunk(events.getBytes(StandardCharsets.UTF_8));
        return false;
      };
    }

    /** An event stream that falls silent without end. */
    public static Script silentStream(String events) {
      return (request, connection) -> {
        connection.write(streamHead());
        if (!events.isEmpty()) {
          connection.chunk(events.getBytes(StandardCharsets.UTF_8));
        }
        connection.hang();
        return false;
      };
    }

    /** A whole reply. */
    public static Script whole(int status, String contentType, String body, String... headers) {
      return (request, connection) -> {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" X\r\n");
        head.append("Content-Type: ").append(contentType).append("\r\n");
        for (String header : headers) {
          head.append(header).append("\r\n");
        }
        head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        connection.write(head.toString());
        connection.write(bytes);
        return true;
      };
    }

    public static Script json(int status, String body, String... headers) {
      return whole(status, "application/json", body, headers);
    }

    /** Never answers. */
    public static Script silence() {
      return (request, connection) -> {
        connection.hang();
        return false;
      };
    }

    /** Pieces of at most {@code size} bytes. */
    public static List<byte[]> slices(byte[] bytes, int size) {
      List<byte[]> pieces = new ArrayList<>();
      for (int i = 0; i < bytes.length; i += size) {
        pieces.add(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size)));
      }
      return pieces;
    }

    private static String streamHead() {
      return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding:"
          + " chunked\r\n\r\n";
    }
  }
}
