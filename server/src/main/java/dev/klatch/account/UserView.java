package dev.klatch.account;

import dev.klatch.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ObjectNode;

/** A user as clients see it. */
public final class UserView {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private UserView() {}

  /** The public user of {@code GET /api/user}. */
  public static ObjectNode of(User user) {
    ObjectNode view = Json.object();
    view.put("_id", user.id());
    view.put("id", user.id());
    view.put("name", user.name());
    view.put("username", user.username());
    view.put("email", user.email());
    view.put("emailVerified", user.emailVerified());
    // Null, not absent: clients read "no picture yet" from it.
    view.put("avatar", user.avatar());
    view.put("provider", user.provider());
    view.put("role", user.role());
    view.putArray("plugins");
    view.put("twoFactorEnabled", user.twoFactorEnabled());
    view.put("termsAccepted", user.termsAcceptedAt() != null);
    view.putObject("personalization").put("memories", user.usesMemories());
    view.putArray("favorites");
    view.putObject("skillStates");
    view.put("createdAt", time(user.createdAt()));
    view.put("updatedAt", time(user.updatedAt()));
    return view;
  }

  /** The user as sent with a token, which has a little more. */
  public static ObjectNode withTerms(User user) {
    ObjectNode view = of(user);
    Instant accepted = user.termsAcceptedAt();
    view.put("termsAcceptedAt", accepted == null ? null : time(accepted));
    return view;
  }

  /** ISO-8601 in UTC, always with milliseconds. */
  public static String time(Instant instant) {
    return MILLIS.format(instant.truncatedTo(ChronoUnit.MILLIS));
  }
}
