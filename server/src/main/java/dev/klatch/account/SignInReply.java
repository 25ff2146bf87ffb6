package dev.klatch.account;

import dev.klatch.account.SessionService.SignedIn;
import dev.klatch.http.Exchange;
import dev.klatch.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The reply of every way to sign in: access token and user in the body, the rest in cookies. */
public final class SignInReply {
  private final SessionCookies cookies;

  /**
   * @param secureCookies whether cookies are {@code Secure}; null: as the request's scheme
   */
  public SignInReply(@Nullable Boolean secureCookies) {
    this.cookies = new SessionCookies(secureCookies);
  }

  /** Tells a client that somebody is signed in. */
  public void send(Exchange exchange, SignedIn signedIn) {
    cookies.set(exchange, signedIn.refreshToken(), signedIn.expiresAt());
    exchange.replyHeader("Cache-Control", "no-store");
    ObjectNode body = Json.object();
    body.put("token", signedIn.accessToken());
    body.set("user", UserView.withTerms(signedIn.user()));
    exchange.reply(body);
  }

  /** Makes the client forget its session. */
  public void clear(Exchange exchange) {
    cookies.clear(exchange);
  }
}
