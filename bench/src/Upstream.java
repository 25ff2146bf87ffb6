import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stand-in for an OpenAI-compatible provider, cheap enough not to disturb what is measured: one
 * thread, one selector, prepared bytes. The model's name says what to do: {@code fast-200} answers
 * 200 tokens as fast as they are taken, {@code paced-20-500} answers 500 tokens, one every 20 ms.
 *
 * <p>Each token carries the moment it is due (see {@link Stamp}), so the driver can tell how late it
 * arrives. Prints its port on the first line; ends when its standard input ends.
 */
public final class Upstream {
  private static final int WHEEL = 1024;
  private static final long MILLI = 1_000_000L;
  private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"(fast|paced)-([\\d-]+)\"");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length:\\s*(\\d+)");

  private static final byte[] HEAD =
      bytes(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
  private static final byte[] ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
  private static final byte[] TOKEN = chunk("{\"content\":\"" + Stamp.EMPTY + "\"}", "null");
  private static final byte[] STOP = chunk("{}", "\"stop\"");
  private static final int STAMP_AT = new String(TOKEN, StandardCharsets.US_ASCII).indexOf(Stamp.MARK);

  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 16);
  private final List<List<Stream>> wheel = new ArrayList<>();
  private final ArrayDeque<Stream> fast = new ArrayDeque<>();
  private long tick = System.nanoTime() / MILLI;

  private Upstream(Selector selector) {
    this.selector = selector;
    for (int i = 0; i < WHEEL; i++) {
      wheel.add(new ArrayList<>());
    }
  }

  /** One connection and the answer it is sending, if any. */
  private static final class Stream {
    final SocketChannel channel;
    final SelectionKey key;
    final StringBuilder request = new StringBuilder();
    byte[] unsent = new byte[0];
    boolean active;
    boolean listed;
    boolean usage;
    long paceNanos;
    long startNanos;
    int tokens;
    int sent;

    Stream(SocketChannel channel, Selector selector) throws IOException {
      this.channel = channel;
      this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    long due() {
      return startNanos + sent * paceNanos;
    }
  }

  public static void main(String[] args) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress("127.0.0.1", 0), 8192);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      Thread.ofPlatform().daemon().start(Upstream::endWithParent);
      new Upstream(selector).run(server);
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // nothing is expected; the end is the signal
      }
    } catch (IOException e) {
      // the same
    }
    Runtime.getRuntime().halt(0);
  }

  private void run(ServerSocketChannel server) throws IOException {
    while (true) {
      if (fast.isEmpty()) {
        selector.select(1);
      } else {
        selector.selectNow();
      }
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          accept(server);
        } else {
          serve((Stream) key.attachment());
        }
      }
      selector.selectedKeys().clear();
      turnWheel();
      for (int i = fast.size(); i > 0; i--) {
        sendFast(fast.poll());
      }
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    SocketChannel channel;
    while ((channel = server.accept()) != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      new Stream(channel, selector);
    }
  }

  private void serve(Stream stream) {
    try {
      if (stream.key.isValid() && stream.key.isWritable()) {
        stream.key.interestOps(SelectionKey.OP_READ);
        byte[] rest = stream.unsent;
        stream.unsent = new byte[0];
        write(stream, rest, rest.length);
        schedule(stream);
      }
      if (stream.key.isValid() && stream.key.isReadable()) {
        read(stream);
      }
    } catch (IOException e) {
      close(stream);
    }
  }

  private void read(Stream stream) throws IOException {
    in.clear();
    if (stream.channel.read(in) < 0) {
      close(stream);
      return;
    }
    in.flip();
    stream.request.append(StandardCharsets.ISO_8859_1.decode(in));
    int head = stream.request.indexOf("\r\n\r\n");
    if (head < 0) {
      return;
    }
    Matcher length = LENGTH.matcher(stream.request.subSequence(0, head));
    boolean whole =
        length.find()
            ? stream.request.length() >= head + 4 + Integer.parseInt(length.group(1))
            : stream.request.charAt(0) == 'G' || stream.request.indexOf("0\r\n\r\n", head + 4) >= 0;
    if (whole) {
      String request = stream.request.toString();
      stream.request.setLength(0);
      answer(stream, request);
    }
  }

  private void answer(Stream stream, String request) throws IOException {
    Matcher model = MODEL.matcher(request);
    if (!model.find() || !request.contains("\"stream\":true")) {
      byte[] reply = plain(request.startsWith("GET"));
      write(stream, reply, reply.length);
      return;
    }
    String[] numbers = model.group(2).split("-");
    stream.tokens = Integer.parseInt(numbers[numbers.length - 1]);
    stream.paceNanos = model.group(1).equals("paced") ? Long.parseLong(numbers[0]) * MILLI : 0;
    stream.usage = request.contains("\"include_usage\":true");
    stream.sent = 0;
    stream.active = true;
    stream.startNanos = System.nanoTime();
    byte[] start = concat(HEAD, ROLE);
    write(stream, start, start.length);
    schedule(stream);
  }

  private void schedule(Stream stream) {
    if (!stream.active || stream.listed || stream.unsent.length > 0) {
      return;
    }
    stream.listed = true;
    if (stream.paceNanos == 0) {
      fast.add(stream);
    } else {
      // never the slot that is being emptied; a stream sent back to it would wait a whole turn
      long slot = Math.max(tick + 2, stream.due() / MILLI + 1);
      wheel.get((int) (slot % WHEEL)).add(stream);
    }
  }

  private void turnWheel() {
    long now = System.nanoTime() / MILLI;
    for (; tick < now; tick++) {
      List<Stream> slot = wheel.get((int) ((tick + 1) % WHEEL));
      if (!slot.isEmpty()) {
        List<Stream> due = List.copyOf(slot);
        slot.clear();
        due.forEach(this::sendPaced);
      }
    }
  }

  private void sendPaced(Stream stream) {
    stream.listed = false;
    try {
      long now = System.nanoTime();
      while (stream.active && stream.unsent.length == 0 && stream.due() <= now) {
        sendToken(stream, stream.due());
      }
      schedule(stream);
    } catch (IOException e) {
      close(stream);
    }
  }

  private void sendFast(Stream stream) {
    stream.listed = false;
    try {
      if (stream.active && stream.unsent.length == 0) {
        sendToken(stream, System.nanoTime());
      }
      schedule(stream);
    } catch (IOException e) {
      close(stream);
    }
  }

  private void sendToken(Stream stream, long due) throws IOException {
    Stamp.write(TOKEN, STAMP_AT, due);
    stream.sent++;
    if (stream.sent < stream.tokens) {
      write(stream, TOKEN, TOKEN.length);
      return;
    }
    stream.active = false;
    byte[] last = concat(TOKEN.clone(), STOP, stream.usage ? usage(stream.tokens) : new byte[0]);
    last = concat(last, framed("data: [DONE]\n\n"), bytes("0\r\n\r\n"));
    write(stream, last, last.length);
  }

  private void write(Stream stream, byte[] data, int length) throws IOException {
    out.clear();
    if (length > out.capacity() || stream.unsent.length > 0) {
      stream.unsent = concat(stream.unsent, data);
      stream.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      return;
    }
    out.put(data, 0, length).flip();
    stream.channel.write(out);
    if (out.hasRemaining()) {
      stream.unsent = new byte[out.remaining()];
      out.get(stream.unsent);
      stream.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  private static void close(Stream stream) {
    stream.active = false;
    stream.key.cancel();
    try {
      stream.channel.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  private static byte[] plain(boolean list) {
    String body =
        list
            ? "{\"object\":\"list\",\"data\":[{\"id\":\"fast-200\",\"object\":\"model\"}]}"
            : "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"Bench\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1,\"total_tokens\":11}}";
    return bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static byte[] usage(int tokens) {
    return framed(
        "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
            + "\"model\":\"bench\",\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":"
            + tokens
            + ",\"total_tokens\":"
            + (tokens + 10)
            + "}}\n\n");
  }

  private static byte[] chunk(String delta, String finish) {
    return framed(
        "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
            + "\"model\":\"bench\",\"system_fingerprint\":\"fp_bench\",\"choices\":[{\"index\":0,\"delta\":"
            + delta
            + ",\"logprobs\":null,\"finish_reason\":"
            + finish
            + "}]}\n\n");
  }

  /** One event as one chunk of the chunked transfer encoding, as providers send them. */
  private static byte[] framed(String event) {
    return bytes(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(List.of(parts).stream().mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
