package dev.klatch.account;

import dev.klatch.account.SessionService.Refreshed;
import dev.klatch.account.SessionService.Refusal;
import dev.klatch.account.SessionService.SignedIn;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Registration, sign-in, refresh and sign-out, with the statuses clients of the contract know: a
 * wrong password is 404, a refresh without cookie 200 with text.
 */
public final class AuthRoutes {
  private final AccountService accounts;
  private final SessionService sessions;
  private final AccountConfig config;
  private final SessionCookies cookies;
  private final AttemptLimiter logins;
  private final AttemptLimiter registrations;

  public AuthRoutes(
      AccountService accounts, SessionService sessions, AccountConfig config, Clock clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.config = config;
    this.cookies = new SessionCookies(config.secureCookies());
    this.logins = limiter("login", config.loginLimit(), clock);
    this.registrations = limiter("registration", config.registerLimit(), clock);
  }

  private static AttemptLimiter limiter(String action, AccountConfig.Limit limit, Clock clock) {
    return new AttemptLimiter(action, limit.max(), limit.window(), clock);
  }

  public void register(Router router) {
    router.post("/api/auth/register", Access.PUBLIC, this::signUp);
    router.post("/api/auth/login", Access.PUBLIC, this::signIn);
    router.post("/api/auth/refresh", Access.PUBLIC, this::refresh);
    router.post("/api/auth/logout", Access.USER, this::signOut);
  }

  private void signUp(Exchange exchange) {
    registrations.count(exchange.clientAddress());
    accounts.requireOpen();
    accounts.register(Registration.read(exchange.jsonObject(), config.minPasswordLength()));
    exchange.reply(
        Map.of(
            "message",
            "Your registration was received. If this e-mail address had no account yet, you can"
                + " sign in now."));
  }

  private void signIn(Exchange exchange) {
    logins.count(exchange.clientAddress());
    if (!config.emailLogin()) {
      throw AppException.forbidden("Signing in with e-mail and password is switched off.");
    }
    JsonNode body = exchange.jsonObject();
    String email = Registration.email(body);
    String password = Registration.password(body, 1);
    Optional<User> user = accounts.signIn(email, password);
    if (user.isEmpty()) {
      // One message for both causes: the reference tells them apart, and so tells who has an
      // account.
      throw new AppException(
          404, "BAD_CREDENTIALS", "The e-mail address or the password is not right.");
    }
    reply(exchange, sessions.start(user.get()));
  }

  private void refresh(Exchange exchange) {
    String token = exchange.cookie(SessionCookies.REFRESH_TOKEN);
    if (token == null || token.isEmpty()) {
      exchange.replyText(200, "Refresh token not provided");
      return;
    }
    Refreshed refreshed = sessions.refresh(token);
    SignedIn signedIn = refreshed.signedIn();
    if (signedIn != null) {
      reply(exchange, signedIn);
    } else {
      refuse(exchange, refreshed.refusal() == null ? Refusal.INVALID : refreshed.refusal());
    }
  }

  private static void refuse(Exchange exchange, Refusal refusal) {
    switch (refusal) {
      case INVALID -> exchange.replyText(403, "Invalid refresh token");
      case EXPIRED -> exchange.replyText(403, "Refresh token expired");
      case NO_USER -> exchange.replyText(401, "User not found");
      case NO_SESSION -> {
        // A client that retries its first refresh is told to stop by 403.
        if ("true".equals(exchange.query("retry"))) {
          exchange.replyText(403, "No session found");
        } else {
          exchange.replyText(401, "Refresh token expired or not found for this user");
        }
      }
    }
  }

  private void signOut(Exchange exchange) {
    String token = exchange.cookie(SessionCookies.REFRESH_TOKEN);
    if (token != null) {
      sessions.end(exchange.principal().id(), token);
    }
    cookies.clear(exchange);
    exchange.reply(Map.of("message", "Logout successful"));
  }

  private void reply(Exchange exchange, SignedIn signedIn) {
    cookies.set(exchange, signedIn.refreshToken(), signedIn.expiresAt());
    exchange.replyHeader("Cache-Control", "no-store");
    ObjectNode body = Json.object();
    body.put("token", signedIn.accessToken());
    body.set("user", UserView.withTerms(signedIn.user()));
    exchange.reply(body);
  }
}
