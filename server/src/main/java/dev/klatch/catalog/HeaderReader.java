package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Environment;
import dev.klatch.config.Findings;
import dev.klatch.config.NearestName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads configured request headers: variables are put in, placeholders of the request stay. */
final class HeaderReader {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*\\}\\}");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Placeholders that a request's headers may hold; from the reference's part 2.4. */
  static final Set<String> KNOWN =
      Set.of(
          "LIBRECHAT_USER_ID",
          "LIBRECHAT_USER_NAME",
          "LIBRECHAT_USER_USERNAME",
          "LIBRECHAT_USER_EMAIL",
          "LIBRECHAT_USER_PROVIDER",
          "LIBRECHAT_USER_ROLE",
          "LIBRECHAT_USER_GOOGLEID",
          "LIBRECHAT_USER_FACEBOOKID",
          "LIBRECHAT_USER_OPENIDID",
          "LIBRECHAT_USER_SAMLID",
          "LIBRECHAT_USER_LDAPID",
          "LIBRECHAT_USER_GITHUBID",
          "LIBRECHAT_USER_DISCORDID",
          "LIBRECHAT_USER_APPLEID",
          "LIBRECHAT_USER_EMAILVERIFIED",
          "LIBRECHAT_USER_TWOFACTORENABLED",
          "LIBRECHAT_USER_TERMSACCEPTED",
          "LIBRECHAT_USER_TERMSACCEPTEDAT",
          "LIBRECHAT_BODY_CONVERSATIONID",
          "LIBRECHAT_BODY_PARENTMESSAGEID",
          "LIBRECHAT_BODY_MESSAGEID",
          "LIBRECHAT_OPENID_ACCESS_TOKEN",
          "LIBRECHAT_OPENID_TOKEN",
          "LIBRECHAT_OPENID_ID_TOKEN",
          "LIBRECHAT_OPENID_USER_ID",
          "LIBRECHAT_OPENID_USER_EMAIL",
          "LIBRECHAT_OPENID_USER_NAME",
          "LIBRECHAT_OPENID_EXPIRES_AT");

  private final Environment environment;
  private final Findings findings;

  HeaderReader(Environment environment, Findings findings) {
    this.environment = environment;
    this.findings = findings;
  }

  /** The headers of one block with variables put in; wrong ones are reported and left out. */
  Map<String, String> read(@Nullable ConfigNode block) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (block == null) {
      return headers;
    }
    for (ConfigNode.Entry entry : block.entries()) {
      String value = value(entry);
      if (value != null) {
        headers.put(entry.key(), value);
      }
    }
    return headers;
  }

  private @Nullable String value(ConfigNode.Entry entry) {
    String value =
        new TemplateCheck(environment, findings)
            .expand(entry.value(), entry.line(), entry.column(), "the header " + entry.key());
    placeholders(entry);
    if (!NAME.matcher(entry.key()).matches()) {
      findings.error(
          entry.line(),
          entry.column(),
          "H1",
          "this is no header name; it is left out",
          "rename it");
      return null;
    }
    if (value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      findings.error(
          entry.line(),
          entry.column(),
          "H1",
          "the header " + entry.key() + " holds a line break or control character; it is left out",
          "write it on one line");
      return null;
    }
    return value;
  }

  private void placeholders(ConfigNode.Entry entry) {
    Matcher matcher = PLACEHOLDER.matcher(entry.value().text());
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!KNOWN.contains(name)) {
        findings.warning(
            entry.line(),
            entry.column(),
            "H2",
            "unknown placeholder {{" + name + "}}; it is sent as it stands",
            NearestName.of(name, KNOWN)
                .map(n -> "did you mean {{" + n + "}}?")
                .orElse("see docs/settings.md for the placeholders of headers"));
      }
    }
  }

  /**
   * Two blocks in one; the second wins where names are the same in any case, and gives the
   * spelling.
   */
  static Map<String, String> merge(Map<String, String> base, Map<String, String> over) {
    Map<String, String> merged = new LinkedHashMap<>(base);
    over.forEach(
        (name, value) -> {
          merged.keySet().removeIf(k -> fold(k).equals(fold(name)));
          merged.put(name, value);
        });
    return merged;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
