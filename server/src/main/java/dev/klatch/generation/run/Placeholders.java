package dev.klatch.generation.run;

import dev.klatch.http.Principal;
import java.util.Map;

/** Values of the placeholders that configured headers may hold. */
final class Placeholders {
  private Placeholders() {}

  static Map<String, String> of(Run run) {
    Principal user = run.user();
    return Map.of(
        "LIBRECHAT_USER_ID", user.id(),
        "LIBRECHAT_USER_NAME", user.name(),
        "LIBRECHAT_USER_USERNAME", user.username(),
        "LIBRECHAT_USER_EMAIL", user.email(),
        "LIBRECHAT_USER_ROLE", user.role(),
        "LIBRECHAT_USER_PROVIDER", "local",
        "LIBRECHAT_BODY_CONVERSATIONID", run.conversationId(),
        "LIBRECHAT_BODY_PARENTMESSAGEID", run.userMessage().parentId(),
        "LIBRECHAT_BODY_MESSAGEID", run.userMessage().id());
  }
}
