package dev.klatch.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {{NAME}}} placeholders of configured headers. Known names without a value vanish,
 * unknown ones stay as typed, and a header that needs a federated login the user does not have is
 * left out whole.
 */
public final class HeaderTemplates {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z0-9_]+)}}");
  private static final String FEDERATED = "LIBRECHAT_OPENID_";

  /** Free text of people; the only values that may leave what a header can carry. */
  private static final Set<String> FREE_TEXT =
      Set.of("LIBRECHAT_USER_NAME", "LIBRECHAT_USER_USERNAME", "LIBRECHAT_USER_EMAIL");

  private static final Set<String> USER_FIELDS =
      Set.of(
          "ID",
          "NAME",
          "USERNAME",
          "EMAIL",
          "PROVIDER",
          "ROLE",
          "GOOGLEID",
          "FACEBOOKID",
          "OPENIDID",
          "SAMLID",
          "LDAPID",
          "GITHUBID",
          "DISCORDID",
          "APPLEID",
          "EMAILVERIFIED",
          "TWOFACTORENABLED",
          "TERMSACCEPTED",
          "TERMSACCEPTEDAT");

  private static final Set<String> BODY_FIELDS =
      Set.of("CONVERSATIONID", "PARENTMESSAGEID", "MESSAGEID");

  private static final Set<String> FEDERATED_FIELDS =
      Set.of(
          "ACCESS_TOKEN", "TOKEN", "ID_TOKEN", "USER_ID", "USER_EMAIL", "USER_NAME", "EXPIRES_AT");

  private HeaderTemplates() {}

  /** The value to send, or null when the header is to be left out. */
  public static @Nullable String fill(String template, Map<String, String> values) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    StringBuilder filled = new StringBuilder();
    boolean replaced = false;
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = values.get(name);
      if (value == null && !isKnown(name)) {
        matcher.appendReplacement(filled, Matcher.quoteReplacement(matcher.group()));
        continue;
      }
      if ((value == null || value.isEmpty()) && name.startsWith(FEDERATED)) {
        return null;
      }
      replaced = true;
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(value == null ? "" : encode(name, value)));
    }
    matcher.appendTail(filled);
    String result = filled.toString();
    return replaced && result.isBlank() ? null : result;
  }

  /** Whether a placeholder of this name can ever have a value in a header. */
  public static boolean isKnown(String name) {
    return (name.startsWith("LIBRECHAT_USER_") && USER_FIELDS.contains(name.substring(15)))
        || (name.startsWith("LIBRECHAT_BODY_") && BODY_FIELDS.contains(name.substring(15)))
        || (name.startsWith(FEDERATED) && FEDERATED_FIELDS.contains(name.substring(17)));
  }

  private static String encode(String name, String value) {
    if (FREE_TEXT.contains(name) && value.chars().anyMatch(c -> c > 0xff)) {
      return "b64:" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
    return value;
  }
}
