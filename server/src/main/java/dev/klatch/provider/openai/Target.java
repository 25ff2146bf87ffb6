package dev.klatch.provider.openai;

import dev.klatch.httpclient.Header;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.HeaderTemplates;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a call goes and with which credentials.
 *
 * @param baseUrl API root without trailing slashes
 * @param apiKey key to send, or empty for none
 * @param guarded whether a user chose the address
 */
record Target(EndpointConfig endpoint, String baseUrl, String apiKey, boolean guarded) {
  private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*}");
  private static final Pattern VERSION_ROOT = Pattern.compile("^(.*?/v1)(/[a-z-]+)?(?:/.*)?$");
  private static final Set<String> PROXY_SUFFIXES =
      Set.of(
          "/azure-openai",
          "/openai",
          "/aws-bedrock",
          "/anthropic",
          "/cohere",
          "/deepseek",
          "/google-ai-studio",
          "/google-vertex-ai",
          "/grok",
          "/groq",
          "/mistral",
          "/openrouter",
          "/perplexity-ai",
          "/replicate",
          "/huggingface",
          "/workers-ai");

  /**
   * Takes key and address from the endpoint, or from the user where the endpoint says so.
   *
   * @throws ProviderException when one of them is missing or unusable
   */
  static Target of(EndpointConfig endpoint, CallContext context) throws ProviderException {
    CallContext.UserCredentials user = context.credentials();
    String key = endpoint.apiKey().strip();
    if (endpoint.userProvidesKey()) {
      if (user == null || user.apiKey().isBlank()) {
        throw missing("No key of yours is stored for " + endpoint.name() + ".", "apiKey");
      }
      key = user.apiKey().strip();
    } else if (UNRESOLVED.matcher(key).matches()) {
      throw missing(
          "Missing API Key for " + endpoint.name() + ": the variable " + key + " has no value.",
          "apiKey");
    }
    String url = endpoint.baseUrl();
    if (endpoint.userProvidesUrl()) {
      if (user == null || user.baseUrl() == null || user.baseUrl().isBlank()) {
        throw missing("No address of yours is stored for " + endpoint.name() + ".", "baseURL");
      }
      url = user.baseUrl();
    }
    url = url.strip();
    while (url.endsWith("/")) {
      url = url.substring(0, url.length() - 1);
    }
    return new Target(endpoint, url, key, endpoint.userProvidesUrl());
  }

  /** Address of the completion call. */
  URI completions() throws ProviderException {
    return uri(endpoint.directEndpoint() ? baseUrl : baseUrl + "/chat/completions");
  }

  /** API root for lists, or null when the endpoint has none. */
  @Nullable String listRoot() {
    if (!endpoint.directEndpoint()) {
      return baseUrl;
    }
    if (baseUrl.startsWith("https://api.cohere.ai/v1")) {
      return null;
    }
    Matcher root = VERSION_ROOT.matcher(baseUrl);
    if (!root.matches()) {
      return baseUrl;
    }
    String suffix = root.group(2);
    return root.group(1) + (suffix != null && PROXY_SUFFIXES.contains(suffix) ? suffix : "");
  }

  /** Parses an address of this endpoint. */
  URI uri(String text) throws ProviderException {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw ProviderException.of(
            Kind.BAD_REQUEST,
            "The address of " + endpoint.name() + " is not an absolute http(s) URL.")
        .parameter("baseURL")
        .build();
  }

  /** Configured headers with placeholders filled, and the key unless a header brings it. */
  List<Header> headers(CallContext context) {
    List<Header> headers = new ArrayList<>();
    // What an administrator put into headers is not for a server a user chose.
    if (!guarded) {
      endpoint
          .headers()
          .forEach(
              (name, template) -> {
                String value = HeaderTemplates.fill(template, context.placeholders());
                if (value != null) {
                  headers.add(new Header(name, value));
                }
              });
    }
    if (Reasoning.isOpenRouter(endpoint) || Reasoning.isVercel(endpoint)) {
      addDefault(headers, "HTTP-Referer", "https://klatch.dev");
      addDefault(headers, "X-Title", "Klatch");
    }
    if (Reasoning.isOpenRouter(endpoint)) {
      addDefault(headers, "X-OpenRouter-Title", "Klatch");
      addDefault(headers, "X-OpenRouter-Categories", "general-chat");
    }
    if (!apiKey.isEmpty()) {
      addDefault(headers, "Authorization", "Bearer " + apiKey);
    }
    addDefault(headers, "Accept", "application/json");
    return headers;
  }

  private static void addDefault(List<Header> headers, String name, String value) {
    if (headers.stream().noneMatch(h -> h.isNamed(name))) {
      headers.add(new Header(name, value));
    }
  }

  private static ProviderException missing(String message, String parameter) {
    return ProviderException.of(Kind.MISSING_KEY, message).parameter(parameter).build();
  }
}
