package dev.klatch.account;

import dev.klatch.http.Exchange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The cookies of a session, as clients of the contract expect them. */
final class SessionCookies {
  static final String REFRESH_TOKEN = "refreshToken";

  private static final String PROVIDER = "token_provider";
  private static final List<String> ALL =
      List.of(REFRESH_TOKEN, "openid_access_token", "openid_id_token", "openid_user_id", PROVIDER);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final @Nullable Boolean forced;

  /**
   * @param forced whether cookies are {@code Secure}; null: when the browser speaks https. A Secure
   *     cookie over plain http on a LAN address is dropped by browsers, and the user signed out by
   *     every reload.
   */
  SessionCookies(@Nullable Boolean forced) {
    this.forced = forced;
  }

  void set(Exchange exchange, String refreshToken, Instant expires) {
    boolean secure = forced == null ? exchange.isSecure() : forced;
    String attributes =
        "; Path=/; Expires="
            + DATE.format(expires)
            + "; HttpOnly"
            + (secure ? "; Secure" : "")
            + "; SameSite=Strict";
    exchange.setCookie(REFRESH_TOKEN + "=" + refreshToken + attributes);
    exchange.setCookie(PROVIDER + "=librechat" + attributes);
  }

  void clear(Exchange exchange) {
    for (String name : ALL) {
      exchange.setCookie(name + "=; Path=/; Expires=" + DATE.format(Instant.EPOCH));
    }
  }
}
