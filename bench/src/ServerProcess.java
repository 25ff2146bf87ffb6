import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server under test: the built jar, in a folder of its own. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final long START_LIMIT_NANOS = 30_000_000_000L;

  private final Process process;
  private final InetSocketAddress address;
  private final double startSeconds;

  private ServerProcess(Process process, InetSocketAddress address, double startSeconds) {
    this.process = process;
    this.address = address;
    this.startSeconds = startSeconds;
  }

  /** Starts the server in {@code folder} and waits for its first healthy answer. */
  static ServerProcess start(Path folder, Path log) throws IOException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    List<String> command = new ArrayList<>();
    Matcher words = WORD.matcher(System.getenv("KLATCH_SERVER"));
    while (words.find()) {
      command.add(words.group(1).replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    command.add("start");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("HOST", "127.0.0.1");
    builder.environment().put("PORT", String.valueOf(address.getPort()));
    builder.environment().put("KLATCH_DATA", folder.resolve("data").toString());
    builder.environment().put("CONFIG_PATH", folder.resolve("librechat.yaml").toString());
    builder.environment().put("OLLAMA_HOST", "http://127.0.0.1:9");
    // one address and few users make all requests of a bench: the limits for people are lifted
    for (String limit : List.of("REGISTER_MAX", "LOGIN_MAX", "MESSAGE_USER_MAX", "MESSAGE_IP_MAX")) {
      builder.environment().put(limit, "1000000");
    }
    builder.environment().put("LIMIT_CONCURRENT_MESSAGES", "false");
    builder.environment().put("SESSION_EXPIRY", "7200000");
    long start = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    while (!isHealthy(address)) {
      if (!process.isAlive() || System.nanoTime() - start > START_LIMIT_NANOS) {
        process.destroyForcibly();
        throw new IOException("the server does not get healthy:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return new ServerProcess(process, address, (System.nanoTime() - start) / 1e9);
  }

  InetSocketAddress address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  /** From the start of the process to its first healthy answer. */
  double startSeconds() {
    return startSeconds;
  }

  double cpuSeconds() throws IOException {
    return ProcessStat.cpuSeconds(pid());
  }

  double residentMegabytes() throws IOException {
    return ProcessStat.residentMegabytes(pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        System.out.println("The server did not end within 20 s of SIGTERM; it is killed.");
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isHealthy(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 200);
      socket.setSoTimeout(2000);
      socket
          .getOutputStream()
          .write("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes(12);
      return new String(head, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
