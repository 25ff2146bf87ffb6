package dev.klatch.wire;

import static java.util.stream.Collectors.joining;

import dev.klatch.httpclient.Header;
import dev.klatch.json.Json;
import dev.klatch.telemetry.Secrets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Masks secrets: those the call carries, those the process knows, and what looks like a key. */
final class Redactor {
  private static final String MASK = Secrets.MASK;
  private static final int MIN_LENGTH = 6;

  /** Names of headers, query parameters and JSON fields whose value is a secret. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "authorization|cookie|api[-_]?key|apikey|(?:^|[-_])key$|token(?!s)|secret|password"
              + "|passwd|signature|^sig$|credential|^code$",
          Pattern.CASE_INSENSITIVE);

  /** Makers' prefixes that a separator follows. */
  private static final List<String> PREFIXES =
      List.of(
          "gsk",
          "hf",
          "xai",
          "r8",
          "ghp",
          "gho",
          "github_pat",
          "glpat",
          "xoxb",
          "xoxp",
          "pplx",
          "fw",
          "tgp",
          "nvapi",
          "csk");

  /** What a key of a known maker looks like, whoever wrote it where. */
  private static final Pattern KEY_LIKE =
      Pattern.compile(
          "\\b(?:sk|pk|rk)-[A-Za-z0-9_-]{12,}"
              + "|\\bAIza[0-9A-Za-z_-]{30,}"
              + "|\\b(?:"
              + String.join("|", PREFIXES)
              + ")"
              + "[-_][A-Za-z0-9_-]{16,}"
              + "|\\bAKIA[0-9A-Z]{16}\\b"
              + "|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{8,}"
              + "|(?<=Bearer )[A-Za-z0-9._~+/-]{12,}=*");

  /** Beginnings of keys that no separator ends. */
  private static final List<String> KEY_WORDS = List.of("AIza", "AKIA", "eyJ", "Bearer ");

  /** What stands before the separator of every other key. */
  private static final List<String> KEY_PREFIXES =
      Stream.concat(Stream.of("sk", "pk", "rk"), PREFIXES.stream()).toList();

  /** The last characters of these, to pass over most separators of a text at once. */
  private static final String LAST_OF_PREFIXES =
      KEY_PREFIXES.stream().map(prefix -> prefix.substring(prefix.length() - 1)).collect(joining());

  private static final Set<String> NOT_SECRET = Set.of("max_tokens", "tokens");

  private final List<String> secrets;

  /**
   * @param own secrets of the call: key, credentials, values of secret headers
   */
  Redactor(Set<String> own) {
    Set<String> forms = new TreeSet<>();
    for (String secret : own) {
      if (secret.length() >= MIN_LENGTH) {
        forms.add(secret);
        // The forms in which a body or an address may repeat it.
        String json = Json.write(secret);
        forms.add(json.substring(1, json.length() - 1));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      }
    }
    List<String> ordered = new ArrayList<>(forms);
    ordered.sort(Comparator.comparingInt(String::length).reversed());
    this.secrets = List.copyOf(ordered);
  }

  /** The text without secrets. */
  String text(String text) {
    String result = text;
    for (String secret : secrets) {
      if (result.contains(secret)) {
        result = result.replace(secret, MASK);
      }
    }
    result = Secrets.redact(result);
    return mayHoldKey(result) ? KEY_LIKE.matcher(result).replaceAll(MASK) : result;
  }

  /** Whether a match of {@link #KEY_LIKE} is possible: far cheaper than looking for one. */
  private static boolean mayHoldKey(String text) {
    for (String word : KEY_WORDS) {
      if (text.contains(word)) {
        return true;
      }
    }
    for (int i = 2; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '-' || c == '_') && LAST_OF_PREFIXES.indexOf(text.charAt(i - 1)) >= 0) {
        for (String prefix : KEY_PREFIXES) {
          if (text.startsWith(prefix, i - prefix.length())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Headers without secret values; the scheme of an Authorization header stays. */
  List<Header> headers(List<Header> headers) {
    List<Header> masked = new ArrayList<>();
    for (Header header : headers) {
      masked.add(
          new Header(
              header.name(),
              isSecretName(header.name()) ? mask(header.value()) : text(header.value())));
    }
    return List.copyOf(masked);
  }

  /** Address without secret query values and without user information. */
  String url(URI uri) {
    StringBuilder url = new StringBuilder();
    url.append(uri.getScheme()).append("://").append(uri.getHost());
    if (uri.getPort() >= 0) {
      url.append(':').append(uri.getPort());
    }
    url.append(uri.getRawPath() == null ? "" : uri.getRawPath());
    String query = uri.getRawQuery();
    if (query != null) {
      char separator = '?';
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        boolean secret = equals > 0 && isSecretName(pair.substring(0, equals));
        url.append(separator).append(secret ? pair.substring(0, equals + 1) + MASK : pair);
        separator = '&';
      }
    }
    return text(url.toString());
  }

  /** Values of the headers that are secret by their name. */
  static Set<String> secretValues(List<Header> headers) {
    Set<String> values = new TreeSet<>();
    for (Header header : headers) {
      if (isSecretName(header.name())) {
        values.add(header.value());
        int space = header.value().indexOf(' ');
        values.add(header.value().substring(space + 1).strip());
      }
    }
    return values;
  }

  /** Values of the query parameters that are secret by their name. */
  static Set<String> secretValues(URI uri) {
    Set<String> values = new TreeSet<>();
    String query = uri.getQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && isSecretName(pair.substring(0, equals))) {
          values.add(pair.substring(equals + 1));
        }
      }
    }
    if (uri.getUserInfo() != null) {
      values.addAll(List.of(uri.getUserInfo().split(":", -1)));
    }
    return values;
  }

  static boolean isSecretName(String name) {
    return SECRET_NAME.matcher(name).find() && !NOT_SECRET.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String mask(String value) {
    int space = value.indexOf(' ');
    return space > 0 && space < 12 ? value.substring(0, space + 1) + MASK : MASK;
  }
}
