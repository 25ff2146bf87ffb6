import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Holds a number of chats at once against the server, on one thread: each chat is started, its event
 * stream followed to the end, and the next one started on the same connection.
 */
final class ChatLoad {
  private static final int LONGEST_READ = 1 << 18;

  /**
   * What to do.
   *
   * @param streams chats at once
   * @param chats chats in all
   * @param model what the stand-in provider shall do, such as {@code paced-20-500}
   * @param tokens tokens of an answer, as the model's name says
   * @param rampMillis time over which the first chats are started
   * @param limitMillis when to give up
   */
  record Plan(int streams, int chats, String model, int tokens, long rampMillis, long limitMillis) {}

  /** What came of it; times of all chats together. */
  static final class Outcome {
    final Histogram started = new Histogram();
    final Histogram firstToken = new Histogram();
    final Histogram total = new Histogram();
    final Histogram lag = new Histogram();
    final Histogram answering = new Histogram();
    final List<String> errors = new ArrayList<>();
    long tokens;
    int finished;
    double seconds;
    String conversation = "";

    /** Processor seconds and tokens of the time in which every chat streamed; 0 when there was none. */
    double steadyCpu;

    long steadyTokens;
  }

  /** Tells processor seconds used so far. */
  interface CpuClock {
    double seconds() throws IOException;
  }

  /** How long all chats must have been streaming before the steady time begins. */
  private static final long SETTLE_NANOS = 3_000_000_000L;

  private final InetSocketAddress server;
  private final List<String> accessTokens;
  private final Plan plan;
  private final Outcome outcome = new Outcome();
  private final ByteBuffer network = ByteBuffer.allocateDirect(LONGEST_READ);
  private final byte[] bytes = new byte[LONGEST_READ + ChatStream.CARRY];
  private final Queue<ChatStream> waiting = new ArrayDeque<>();
  private final CpuClock cpu;
  private int begun;
  private int done;
  private long allBegun;
  private boolean steady;

  ChatLoad(InetSocketAddress server, List<String> accessTokens, Plan plan) {
    this(server, accessTokens, plan, () -> 0);
  }

  /**
   * @param cpu the server's processor time, for the figures of the steady time
   */
  ChatLoad(InetSocketAddress server, List<String> accessTokens, Plan plan, CpuClock cpu) {
    this.cpu = cpu;
    this.server = server;
    this.accessTokens = accessTokens;
    this.plan = plan;
  }

  Outcome run() throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < plan.streams(); i++) {
        String accessToken = accessTokens.get(i % accessTokens.size());
        waiting.add(new ChatStream(server, selector, accessToken, plan, outcome));
      }
      List<ChatStream> all = List.copyOf(waiting);
      long start = System.nanoTime();
      long limit = start + plan.limitMillis() * 1_000_000;
      while (done < plan.chats() && System.nanoTime() < limit) {
        startDue(start);
        selector.select(waiting.isEmpty() ? 100 : 1);
        for (SelectionKey key : selector.selectedKeys()) {
          react((ChatStream) key.attachment());
        }
        selector.selectedKeys().clear();
        watchSteadyTime();
      }
      outcome.seconds = (System.nanoTime() - start) / 1e9;
      if (done < plan.chats()) {
        outcome.errors.add((plan.chats() - done) + " chats did not end in time");
      }
      for (ChatStream stream : all) {
        stream.close();
      }
    }
    return outcome;
  }

  private void watchSteadyTime() throws IOException {
    if (!steady && done == 0 && begun == plan.chats()) {
      long now = System.nanoTime();
      allBegun = allBegun == 0 ? now : allBegun;
      if (now - allBegun > SETTLE_NANOS) {
        steady = true;
        outcome.steadyCpu = -cpu.seconds();
        outcome.steadyTokens = -outcome.tokens;
      }
    } else if (steady && done > 0 && outcome.steadyTokens < 0) {
      outcome.steadyCpu += cpu.seconds();
      outcome.steadyTokens += outcome.tokens;
    }
  }

  private void startDue(long start) throws IOException {
    long elapsed = (System.nanoTime() - start) / 1_000_000;
    long due =
        plan.rampMillis() == 0 ? plan.streams() : elapsed * plan.streams() / plan.rampMillis() + 1;
    while (begun < due && begun < plan.chats() && !waiting.isEmpty()) {
      begun++;
      waiting.poll().begin(begun);
    }
  }

  private void react(ChatStream stream) throws IOException {
    network.clear();
    ChatStream.State state;
    try {
      state = stream.onReady(network, bytes);
    } catch (IOException e) {
      state = stream.fail(e.toString());
    }
    if (state == ChatStream.State.FAILED || state == ChatStream.State.DONE) {
      done++;
      if (begun < plan.chats()) {
        begun++;
        stream.begin(begun);
      } else if (state == ChatStream.State.DONE) {
        stream.rest();
      }
    }
  }
}
