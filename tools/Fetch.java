import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Downloads of pinned archives: a file arrives whole and with the expected SHA-512, or not at all. */
final class Fetch {
  private static final int ATTEMPTS = 3;

  private Fetch() {}

  /**
   * @param sha512 the expected digest, lower-case hexadecimal
   */
  static void file(String address, String sha512, Path target) throws InterruptedException {
    Failure last = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        attempt(URI.create(address), sha512, target);
        return;
      } catch (IOException e) {
        last = failure(address, e.toString(), e);
      }
    }
    throw last;
  }

  private static void attempt(URI address, String sha512, Path target)
      throws IOException, InterruptedException {
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
    try (HttpClient client = client()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(10)).build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      MessageDigest digest = sha512();
      try (InputStream body = response.body();
          OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
        if (response.statusCode() != 200) {
          throw new IOException("HTTP status " + response.statusCode());
        }
        body.transferTo(out);
      }
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equals(sha512)) {
        throw new IOException(
            "the file is not the expected one (SHA-512 " + found + " instead of " + sha512 + ")");
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(Duration.ofSeconds(20))
        .proxy(new EnvironmentProxies())
        .build();
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static Failure failure(String address, String cause, IOException e) {
    return new Failure(
        "cannot download "
            + address
            + "\n  Cause: "
            + cause
            + "\n  Fix: check the network; behind a proxy set HTTPS_PROXY; with a mirror set npm_config_registry"
            + " or MVNW_REPOURL; or install Node 22.12 or newer and Maven 3.8.7 or newer yourself.",
        e);
  }

  /** The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name; Java does not read them by itself. */
  static Optional<URI> proxyFor(String scheme) {
    String name = scheme + "_proxy";
    return Project.environment(name)
        .or(() -> Project.environment(name.toUpperCase(Locale.ROOT)))
        .or(() -> Project.environment("all_proxy"))
        .or(() -> Project.environment("ALL_PROXY"))
        .map(value -> URI.create(value.contains("://") ? value : "http://" + value))
        .filter(proxy -> proxy.getHost() != null);
  }

  /** Host names (with or without a leading dot) that are reached without the proxy. */
  static List<String> noProxy() {
    return Project.environment("no_proxy")
        .or(() -> Project.environment("NO_PROXY"))
        .map(value -> List.of(value.strip().split("\\s*,\\s*")))
        .orElse(List.of());
  }

  static int port(URI proxy) {
    return proxy.getPort() > 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
  }

  private static final class EnvironmentProxies extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      Optional<URI> proxy = proxyFor(uri.getScheme());
      if (proxy.isEmpty() || noProxy().stream().anyMatch(rule -> matches(uri.getHost(), rule))) {
        return List.of(Proxy.NO_PROXY);
      }
      InetSocketAddress address = new InetSocketAddress(proxy.get().getHost(), port(proxy.get()));
      return List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // the failed request reports it
    }

    private static boolean matches(String host, String rule) {
      String plain = rule.startsWith("*.") ? rule.substring(2) : rule.startsWith(".") ? rule.substring(1) : rule;
      return rule.equals("*") || host.equals(plain) || host.endsWith("." + plain);
    }
  }
}
