import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks for one address again and again over several connections, each waiting for its answer. */
final class PageLoad {
  /** What came of it. */
  static final class Outcome {
    final Histogram latency = new Histogram();
    final List<String> errors = new ArrayList<>();
    double seconds;
    long bytes;
  }

  private PageLoad() {}

  static Outcome run(
      InetSocketAddress server, String accessToken, String path, int connections, double seconds)
      throws InterruptedException {
    Outcome outcome = new Outcome();
    byte[] request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Mozilla/5.0 klatch-bench\r\nAuthorization: Bearer "
                + accessToken
                + "\r\nAccept: application/json\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofVirtual().start(() -> ask(server, request, end, outcome)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    outcome.seconds = (System.nanoTime() - start) / 1e9;
    return outcome;
  }

  private static void ask(InetSocketAddress server, byte[] request, long end, Outcome outcome) {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.connect(server);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      while (System.nanoTime() < end) {
        long sent = System.nanoTime();
        out.write(request);
        int size = readReply(in);
        long micros = (System.nanoTime() - sent) / 1000;
        synchronized (outcome) {
          outcome.latency.add(micros);
          outcome.bytes += size;
        }
      }
    } catch (IOException e) {
      synchronized (outcome) {
        outcome.errors.add(e.toString());
      }
    }
  }

  private static int readReply(InputStream in) throws IOException {
    String status = line(in);
    int length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
    }
    int size = length >= 0 ? in.readNBytes(length).length : chunks(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("answered " + status);
    }
    return size;
  }

  private static int chunks(InputStream in) throws IOException {
    int total = 0;
    while (true) {
      int size = Integer.parseInt(line(in).strip(), 16);
      in.skipNBytes(size);
      line(in);
      if (size == 0) {
        return total;
      }
      total += size;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
