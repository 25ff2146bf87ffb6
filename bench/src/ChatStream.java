import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One chat at a time over one connection: POST the message, GET the stream, read to its end. Bytes
 * are scanned for token stamps and for the final event; nothing else of the stream is parsed.
 */
final class ChatStream {
  static final int CARRY = 64;
  private static final byte[] FINAL = "\"final\":true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length:\\s*(\\d+)");
  private static final Pattern STREAM_ID = Pattern.compile("\"streamId\"\\s*:\\s*\"([^\"]+)\"");
  private static final String HEADERS =
      "Host: 127.0.0.1\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) klatch-bench\r\nAuthorization: Bearer ";

  enum State {
    CONNECTING,
    STARTING,
    STREAMING,
    DONE,
    FAILED
  }

  private final InetSocketAddress server;
  private final Selector selector;
  private final String accessToken;
  private final ChatLoad.Plan plan;
  private final ChatLoad.Outcome outcome;
  private final StringBuilder reply = new StringBuilder();
  private byte[] carry = new byte[0];
  private SocketChannel channel;
  private SelectionKey key;
  private State state = State.DONE;
  private int number;
  private long begunAt;
  private long firstAt;
  private int tokens;
  private boolean finalSeen;

  ChatStream(
      InetSocketAddress server,
      Selector selector,
      String accessToken,
      ChatLoad.Plan plan,
      ChatLoad.Outcome outcome) {
    this.server = server;
    this.selector = selector;
    this.accessToken = accessToken;
    this.plan = plan;
    this.outcome = outcome;
  }

  /** Starts the next chat, on the open connection or on a new one. */
  void begin(int chatNumber) throws IOException {
    number = chatNumber;
    tokens = 0;
    finalSeen = false;
    carry = new byte[0];
    reply.setLength(0);
    begunAt = System.nanoTime();
    if (channel != null && channel.isOpen()) {
      post();
      return;
    }
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    state = State.CONNECTING;
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    if (channel.connect(server)) {
      connected();
    }
  }

  /** Nothing more to do; a server that closes the idle connection is not an event. */
  void rest() {
    if (key.isValid()) {
      key.interestOps(0);
    }
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  State fail(String why) throws IOException {
    if (outcome.errors.size() < 50) {
      outcome.errors.add("chat " + number + " (" + state + "): " + why);
    }
    channel.close();
    state = State.FAILED;
    return state;
  }

  /** Takes what the connection has. The buffers are shared by all streams. */
  State onReady(ByteBuffer network, byte[] bytes) throws IOException {
    if (state == State.CONNECTING) {
      channel.finishConnect();
      connected();
      return state;
    }
    int read = channel.read(network);
    if (read < 0) {
      channel.close();
      return ended();
    }
    network.flip();
    return switch (state) {
      case STARTING -> onReply(network);
      case STREAMING -> onStream(network, bytes);
      default -> state;
    };
  }

  private void connected() throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    post();
  }

  private void post() throws IOException {
    String id = UUID.randomUUID().toString();
    String body =
        "{\"text\":\"Bench question "
            + number
            + "\",\"sender\":\"User\",\"isCreatedByUser\":true,\"parentMessageId\":\"00000000-0000-0000-0000-000000000000\","
            + "\"messageId\":\""
            + id
            + "\",\"responseMessageId\":\""
            + id
            + "_\",\"error\":false,\"endpoint\":\"Bench\",\"endpointType\":\"custom\",\"model\":\""
            + plan.model()
            + "\",\"key\":\"never\",\"isTemporary\":false,\"isRegenerate\":false,\"isContinued\":false,"
            + "\"clientTimestamp\":\"2026-08-19T10:00:00\",\"timezone\":\"Europe/Berlin\",\"clientRequestId\":\"bench:"
            + id
            + "\",\"generationProtocolVersion\":1}";
    state = State.STARTING;
    send(
        "POST /api/agents/chat/Bench HTTP/1.1\r\n"
            + HEADERS
            + accessToken
            + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private void send(String request) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    while (buffer.hasRemaining()) {
      channel.write(buffer); // a few hundred bytes into an empty socket buffer
    }
  }

  private State onReply(ByteBuffer network) throws IOException {
    reply.append(StandardCharsets.ISO_8859_1.decode(network));
    int head = reply.indexOf("\r\n\r\n");
    if (head < 0) {
      return state;
    }
    Matcher length = LENGTH.matcher(reply.subSequence(0, head));
    boolean whole =
        length.find()
            ? reply.length() >= head + 4 + Integer.parseInt(length.group(1))
            : reply.indexOf("0\r\n\r\n", head + 4) >= 0;
    if (!whole) {
      return state;
    }
    Matcher streamId = STREAM_ID.matcher(reply);
    if (!reply.substring(0, head).startsWith("HTTP/1.1 200") || !streamId.find()) {
      return fail(reply.substring(0, Math.min(600, reply.length())));
    }
    outcome.started.add((System.nanoTime() - begunAt) / 1000);
    outcome.conversation = streamId.group(1);
    state = State.STREAMING;
    send(
        "GET /api/agents/chat/stream/"
            + streamId.group(1)
            + " HTTP/1.1\r\n"
            + HEADERS
            + accessToken
            + "\r\nAccept: text/event-stream\r\n\r\n");
    return state;
  }

  private State onStream(ByteBuffer network, byte[] bytes) throws IOException {
    long now = System.nanoTime();
    int length = carry.length + network.remaining();
    System.arraycopy(carry, 0, bytes, 0, carry.length);
    network.get(bytes, carry.length, network.remaining());
    int used = tokens < plan.tokens() ? takeTokens(bytes, length, now) : 0;
    if (!finalSeen && tokens == plan.tokens() && indexOf(bytes, used, length, FINAL) >= 0) {
      finalSeen = true;
      outcome.total.add((now - begunAt) / 1000);
    }
    if (indexOf(bytes, used, length, LAST_CHUNK) >= 0) {
      return ended();
    }
    carry = Arrays.copyOfRange(bytes, Math.max(used, length - CARRY + 1), length);
    return state;
  }

  /** Counts the stamps up to {@code length}; returns the place after the last one taken. */
  private int takeTokens(byte[] bytes, int length, long now) {
    int used = 0;
    for (int i = 0; i + Stamp.LENGTH <= length; i++) {
      if (bytes[i] == Stamp.MARK) {
        long age = Stamp.ageMicros(bytes, i, now);
        if (age >= 0) {
          onToken(age, now);
          i += Stamp.LENGTH - 1;
          used = i + 1;
          if (tokens == plan.tokens()) {
            return used; // the final event repeats the whole text
          }
        }
      }
    }
    return used;
  }

  private void onToken(long ageMicros, long now) {
    if (tokens == 0) {
      firstAt = now;
      outcome.firstToken.add((now - begunAt) / 1000);
    }
    tokens++;
    outcome.tokens++;
    outcome.lag.add(ageMicros);
    if (tokens == plan.tokens()) {
      outcome.answering.add((now - firstAt) / 1000);
    }
  }

  private State ended() throws IOException {
    if (!finalSeen) {
      String end = new String(carry, StandardCharsets.UTF_8);
      return fail("ended after " + tokens + " tokens: ..." + end);
    }
    outcome.finished++;
    state = State.DONE;
    return state;
  }

  private static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
    for (int i = from; i + wanted.length <= to; i++) {
      if (bytes[i] == wanted[0]
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
