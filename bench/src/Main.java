import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./klatch bench}: measures the built server with a stand-in provider and a load driver, each
 * in a process of its own. See bench/README.md.
 *
 * <p>Options: {@code --streams=1,50,200} (which numbers of concurrent chats), {@code --quick}
 * (shorter), {@code --only=start,fast,paced,pages}, {@code --out=file.json}.
 */
public final class Main {
  private static final int USERS = 16;
  private static final int FAST_TOKENS = 200;
  private static final int PACE_MILLIS = 20;

  /** Paced chats begin one after the other, at 200 a second: they measure streaming, not starting. */
  private static final long RAMP_MILLIS_PER_STREAM = 5;

  private static final List<Integer> STREAMS = List.of(1, 50, 200, 500, 2000);

  private final Options options;
  private final Path folder;
  private final Path log;
  private final Report report = new Report();
  private final List<String> errors = new ArrayList<>();
  private Process upstream;

  private Main(Options options, Path folder) {
    this.options = options;
    this.folder = folder;
    this.log = folder.resolve("server.log");
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("klatch-bench-");
    Main bench = new Main(Options.parse(args), folder);
    try {
      bench.run();
    } finally {
      bench.upstream.destroy();
    }
    System.out.println(bench.report.table());
    Files.writeString(bench.options.out(), bench.report.json());
    System.out.println("As JSON: " + bench.options.out() + "; the server's log: " + bench.log);
    if (!bench.errors.isEmpty()) {
      System.out.println("\n" + bench.errors.size() + " errors, the first ones:");
      bench.errors.stream().limit(10).forEach(System.out::println);
      System.exit(1);
    }
  }

  private void run() throws Exception {
    writeSettings(startUpstream());
    machine();
    if (options.wants("start")) {
      startTimes();
    }
    try (ServerProcess server = ServerProcess.start(folder, log)) {
      double idle = idle(server);
      List<String> tokens = Accounts.create(server.address(), USERS);
      warmUp(server, tokens);
      if (options.wants("fast")) {
        for (int streams : options.streams(STREAMS)) {
          fast(server, tokens, streams);
        }
      }
      if (options.wants("paced")) {
        for (int streams : options.streams(STREAMS)) {
          paced(server, tokens, streams, idle);
        }
      }
      if (options.wants("pages")) {
        pages(server, tokens);
      }
    }
  }

  private int startUpstream() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), "Upstream"));
    upstream = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(upstream::destroyForcibly));
    byte[] line = new byte[16];
    int length = 0;
    for (int c = upstream.getInputStream().read(); c != '\n' && c >= 0; ) {
      line[length++] = (byte) c;
      c = upstream.getInputStream().read();
    }
    return Integer.parseInt(new String(line, 0, length, StandardCharsets.US_ASCII).strip());
  }

  private void writeSettings(int upstreamPort) throws IOException {
    Files.writeString(
        folder.resolve("librechat.yaml"),
        """
        version: 1.2.8
        endpoints:
          custom:
            - name: Bench
              apiKey: bench-key
              baseURL: http://127.0.0.1:%d/v1
              models:
                default: [fast-%d, %s]
                fetch: false
              titleConvo: false
        """
            .formatted(upstreamPort, FAST_TOKENS, pacedModel()));
  }

  private void machine() throws IOException {
    long memory = Files.exists(Path.of("/proc/meminfo")) ? memoryGigabytes() : 0;
    report.add(
        "Machine",
        "processors", Runtime.getRuntime().availableProcessors(),
        "memory GB", memory,
        "system", System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "JDK", System.getProperty("java.runtime.version"),
        "load average before", loadAverage());
  }

  /** Other work on the machine makes figures worse; the reader shall see it. */
  private static String loadAverage() throws IOException {
    Path file = Path.of("/proc/loadavg");
    return Files.exists(file) ? Files.readString(file).split(" ")[0] : "unknown";
  }

  private static long memoryGigabytes() throws IOException {
    String total = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", "");
    return Math.round(Long.parseLong(total) * 1024 / 1e9);
  }

  private void startTimes() throws Exception {
    double first;
    try (ServerProcess server = ServerProcess.start(folder, log)) {
      first = server.startSeconds();
    }
    List<Double> later = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      try (ServerProcess server = ServerProcess.start(folder, log)) {
        later.add(server.startSeconds());
      }
    }
    Collections.sort(later);
    report.add(
        "Start: process start to the first 200 of /health",
        "empty data folder s", first,
        "existing data s (median of 5)", later.get(2),
        "worst of 5 s", later.get(4));
    say("start: %.2f s, %.2f s with existing data", first, later.get(2));
  }

  private double idle(ServerProcess server) throws Exception {
    TimeUnit.SECONDS.sleep(options.quick() ? 2 : 8);
    double idle = server.residentMegabytes();
    report.add("Idle", "resident MB after start", idle, "CPU s until idle", server.cpuSeconds());
    say("idle: %.0f MB", idle);
    return idle;
  }

  /** Lets the JIT see the hot path, as it has after the first minutes of a real day. */
  private void warmUp(ServerProcess server, List<String> tokens) throws IOException {
    int chats = options.quick() ? 200 : 1500;
    var plan = new ChatLoad.Plan(50, chats, "fast-" + FAST_TOKENS, FAST_TOKENS, 0, 120_000);
    collect("warm-up", new ChatLoad(server.address(), tokens, plan).run());
  }

  private void fast(ServerProcess server, List<String> tokens, int streams) throws IOException {
    int chats = Math.max(streams, streams == 1 ? 100 : options.quick() ? 400 : 1500);
    var plan = new ChatLoad.Plan(streams, chats, "fast-" + FAST_TOKENS, FAST_TOKENS, 0, 180_000);
    Measured m = measure(server, tokens, plan, "fast " + streams);
    ChatLoad.Outcome o = m.outcome();
    report.add(
        "As fast as possible: chats of " + FAST_TOKENS + " tokens",
        "streams", streams,
        "chats/s", o.finished / o.seconds,
        "tokens/s", o.tokens / o.seconds,
        "CPU s per 1,000 tokens", m.cpu() * 1000 / o.tokens,
        "first token p50 ms", o.firstToken.millis(.5),
        "p95", o.firstToken.millis(.95),
        "p99", o.firstToken.millis(.99),
        "whole chat p50 ms", o.total.millis(.5),
        "p95 ", o.total.millis(.95),
        "p99 ", o.total.millis(.99),
        "resident MB", m.resident());
  }

  private void paced(ServerProcess server, List<String> tokens, int streams, double idle)
      throws IOException {
    int answer = pacedTokens();
    var plan =
        new ChatLoad.Plan(streams, streams, pacedModel(), answer, streams * RAMP_MILLIS_PER_STREAM, 120_000);
    Measured m = measure(server, tokens, plan, "paced " + streams);
    ChatLoad.Outcome o = m.outcome();
    double ideal = (answer - 1) * (double) PACE_MILLIS;
    report.add(
        "At " + PACE_MILLIS + " ms per token: one chat of " + answer + " tokens a stream",
        "streams", streams,
        "lag of a token p50 ms", o.lag.millis(.5),
        "p95", o.lag.millis(.95),
        "p99", o.lag.millis(.99),
        "rate held %", 100 * ideal / o.answering.millis(.5),
        "CPU s per 1,000 tokens", o.steadyTokens > 0 ? o.steadyCpu * 1000 / o.steadyTokens : Double.NaN,
        "with start and end", m.cpu() * 1000 / o.tokens,
        "first token p50 ms", o.firstToken.millis(.5),
        "p95 ", o.firstToken.millis(.95),
        "p99 ", o.firstToken.millis(.99),
        "resident MB", m.resident(),
        "KB per stream over idle", (m.resident() - idle) * 1000 / streams,
        "provider CPU %", m.upstreamLoad(),
        "driver CPU %", m.driverLoad());
  }

  private int pacedTokens() {
    return (options.quick() ? 5_000 : 20_000) / PACE_MILLIS;
  }

  private String pacedModel() {
    return "paced-" + PACE_MILLIS + "-" + pacedTokens();
  }

  private record Measured(
      ChatLoad.Outcome outcome, double cpu, double resident, double upstreamLoad, double driverLoad) {}

  private Measured measure(ServerProcess server, List<String> tokens, ChatLoad.Plan plan, String what)
      throws IOException {
    long self = ProcessHandle.current().pid();
    double cpu = server.cpuSeconds();
    double provider = ProcessStat.cpuSeconds(upstream.pid());
    double driver = ProcessStat.cpuSeconds(self);
    ChatLoad.Outcome outcome = new ChatLoad(server.address(), tokens, plan, server::cpuSeconds).run();
    double resident = server.residentMegabytes();
    Measured measured =
        new Measured(
            outcome,
            server.cpuSeconds() - cpu,
            resident,
            100 * (ProcessStat.cpuSeconds(upstream.pid()) - provider) / outcome.seconds,
            100 * (ProcessStat.cpuSeconds(self) - driver) / outcome.seconds);
    collect(what, outcome);
    say(
        "%s: %d of %d chats in %.1f s, %.4f CPU s per 1,000 tokens, lag p99 %.1f ms, %.0f MB",
        what, outcome.finished, plan.chats(), outcome.seconds,
        measured.cpu() * 1000 / Math.max(1, outcome.tokens), outcome.lag.millis(.99), resident);
    return measured;
  }

  /** A person with very many conversations, one of them very long; they come in as an export file. */
  private void pages(ServerProcess server, List<String> tokens) throws Exception {
    String token = tokens.getFirst();
    BigAccount account = new BigAccount(server.address(), token);
    BigAccount.Filled filled = account.fill(options.quick() ? 1_000 : 10_000, options.quick() ? 1_000 : 10_000);
    say("imported %d conversations and %d messages in %.1f s",
        filled.conversations(), filled.messages(), filled.seconds());
    report.add(
        "Import of an export file",
        "conversations", filled.conversations(),
        "messages", filled.messages(),
        "file MB", filled.megabytes(),
        "s", filled.seconds());
    for (int connections : List.of(1, 16)) {
      page(server, token, connections, "conversation list", "/api/convos?limit=25");
      page(server, token, connections, "list, part of a title", "/api/convos?limit=25&title=topic%200777");
      page(server, token, connections, "list, words anywhere", "/api/convos?limit=25&search=topic%2000777");
      page(server, token, connections, "messages of the long conversation",
          "/api/messages/" + filled.longConversation());
    }
  }

  private void page(ServerProcess server, String token, int connections, String name, String path)
      throws IOException, InterruptedException {
    double seconds = options.quick() ? 2 : 5;
    PageLoad.run(server.address(), token, path, connections, seconds);
    double cpu = server.cpuSeconds();
    PageLoad.Outcome outcome = PageLoad.run(server.address(), token, path, connections, seconds);
    double used = server.cpuSeconds() - cpu;
    long count = outcome.latency.count();
    outcome.errors.forEach(error -> errors.add(name + ": " + error));
    report.add(
        "Pages",
        "request", name,
        "connections", connections,
        "requests/s", count / outcome.seconds,
        "p50 ms", outcome.latency.millis(.5),
        "p95 ms", outcome.latency.millis(.95),
        "p99 ms", outcome.latency.millis(.99),
        "CPU ms per request", used * 1000 / Math.max(1, count),
        "bytes", outcome.bytes / Math.max(1, count));
    say("%s, %d connections: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
        name, connections, outcome.latency.millis(.5), outcome.latency.millis(.95), outcome.latency.millis(.99));
  }

  private void collect(String what, ChatLoad.Outcome outcome) {
    outcome.errors.forEach(error -> errors.add(what + ": " + error));
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(java.util.Locale.ROOT, format, values));
  }
}
