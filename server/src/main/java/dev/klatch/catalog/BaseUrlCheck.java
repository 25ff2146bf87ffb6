package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says about a base URL what would go wrong with it, and repairs what is certain. */
final class BaseUrlCheck {
  private static final String COMPLETIONS = "/chat/completions";

  /** Paths of Ollama's own protocol. */
  private static final Set<String> OLLAMA_PATHS =
      Set.of("/api", "/api/chat", "/api/generate", "/api/tags");

  /** Hosts whose API really starts at the root. */
  private static final Set<String> ROOT_HOSTS =
      Set.of("api.perplexity.ai", "api.deepseek.com", "models.inference.ai.azure.com");

  private static final Pattern VERSIONED = Pattern.compile(".*/v[0-9]+[a-z0-9]*(/.*)?");
  private static final Pattern SCHEME = Pattern.compile("(?i)https?://.*");
  private static final int OLLAMA_PORT = 11434;

  private final Findings findings;
  private final boolean inContainer;

  BaseUrlCheck(Findings findings, boolean inContainer) {
    this.findings = findings;
    this.inContainer = inContainer;
  }

  /**
   * What else is known of the endpoint.
   *
   * @param name its name, for messages
   * @param direct whether the address is used as it is
   * @param fetch whether models are asked for
   * @param nativeProtocol whether another protocol than OpenAI's is spoken
   */
  record Use(String name, boolean direct, boolean fetch, boolean nativeProtocol) {}

  /**
   * Checks an address after substitution.
   *
   * @param node where it was written
   * @return the address to use, without blanks, trailing slashes and doubled paths; null when it is
   *     none
   */
  @Nullable String check(ConfigNode node, String expanded, Use use) {
    String url = expanded.strip();
    if (!node.text().equals(node.text().strip())) {
      findings.info(
          node.line(), node.column(), "U6", "blanks around the address are removed", "remove them");
    }
    if (!SCHEME.matcher(url).matches()) {
      if (url.contains("://") || !url.contains(".") || url.contains(" ")) {
        error(node, "`" + use.name() + "` has no usable address", "write https://host/v1");
        return null;
      }
      warning(
          node,
          "U6",
          "not an absolute URL: the address of `" + use.name() + "` lacks https://",
          "add https:// in front");
      url = "https://" + url;
    }
    URI uri = parse(url);
    if (uri == null) {
      error(node, "the address of `" + use.name() + "` is not a valid URL", "check its spelling");
      return null;
    }
    url = stripSlashes(url);
    network(node, uri, use);
    return use.direct() ? direct(node, url, use) : path(node, url, uri, use);
  }

  private void network(ConfigNode node, URI uri, Use use) {
    String host = uri.getHost();
    if (inContainer && Hosts.isLoopback(host)) {
      warning(
          node,
          "U3",
          "inside a container, "
              + host
              + " is the container itself, so `"
              + use.name()
              + "` cannot be reached",
          "use host.docker.internal (on Linux with extra_hosts), a compose service name or the machine's LAN address");
    }
    if ("http".equalsIgnoreCase(uri.getScheme()) && !Hosts.isPrivate(host)) {
      warning(
          node,
          "U8",
          "plain http to a public host sends the key of `" + use.name() + "` in clear",
          "use https://");
    }
  }

  private String direct(ConfigNode node, String url, Use use) {
    if (use.fetch() && !VERSIONED.matcher(url).matches()) {
      warning(
          node,
          "M1",
          "the models of `"
              + use.name()
              + "` are asked for at this address with /models appended, which probably does not exist; the default list will be shown",
          "set fetch: false");
    }
    return url;
  }

  private String path(ConfigNode node, String url, URI uri, Use use) {
    String path = Optional.ofNullable(uri.getPath()).orElse("").replaceAll("/+$", "");
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (host.endsWith(".openai.azure.com") && path.startsWith("/openai/deployments")) {
      warning(
          node,
          "U7",
          "an Azure address needs the header api-key instead of Bearer, which a custom endpoint does not send",
          "move `" + use.name() + "` to endpoints.azureOpenAI");
      return url;
    }
    if (path.endsWith(COMPLETIONS) && uri.getQuery() == null) {
      warning(
          node,
          "U1",
          "the address ends in " + COMPLETIONS + ", which would be appended again; it is cut off",
          "remove it, or set directEndpoint: true");
      return url.substring(0, url.length() - COMPLETIONS.length());
    }
    if (path.endsWith("/models") && uri.getQuery() == null) {
      warning(
          node,
          "U1",
          "the address ends in /models, which would be appended again; it is cut off",
          "remove it");
      return url.substring(0, url.length() - "/models".length());
    }
    if (OLLAMA_PATHS.contains(path)) {
      warning(
          node,
          "U5",
          path + " belongs to Ollama's own protocol; chat is asked for at " + path + COMPLETIONS,
          "use /v1 instead of " + path);
    } else if (path.isEmpty() && !use.nativeProtocol() && !ROOT_HOSTS.contains(host)) {
      warning(
          node,
          "U2",
          "the address has no /v1; most servers answer 404 to " + COMPLETIONS,
          uri.getPort() == OLLAMA_PORT ? "add /v1, where Ollama speaks this protocol" : "add /v1");
    }
    return url;
  }

  private static @Nullable URI parse(String url) {
    try {
      URI uri = new URI(url);
      // Names of compose services may hold an underscore, which URI does not take for a host.
      return uri.getHost() != null || uri.getAuthority() == null
          ? uri.getHost() == null ? null : uri
          : new URI(url.replace(uri.getAuthority(), uri.getAuthority().replace('_', '-')));
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String stripSlashes(String url) {
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(0, end);
  }

  private void warning(ConfigNode node, String rule, String cause, String fix) {
    findings.warning(node.line(), node.column(), rule, cause, fix);
  }

  private void error(ConfigNode node, String cause, String fix) {
    findings.error(node.line(), node.column(), "U6", cause, fix);
  }
}
