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

/**
 * Registration, sign-in, refresh and sign-out, with the statuses clients of the contract know: a
 * wrong password is 404, a refresh without cookie 200 with text.
 */
public final class AuthRoutes {
  private final AccountService accounts;
  private final SessionService sessions;
  private final AccountConfig config;
  private final SignInReply signInReply;
  private final Confirmation confirmation;
  private final AttemptLimiter logins;
  private final AttemptLimiter registrations;

  /** What becomes of people whose e-mail address is not confirmed yet. */
  public interface Confirmation {
    /** Whether addresses are to be confirmed at all. */
    boolean isWanted();

    /** Asks a new person to confirm the address. */
    void ask(User user);
  }

  public AuthRoutes(
      AccountService accounts,
      SessionService sessions,
      AccountConfig config,
      Confirmation confirmation,
      Clock clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.config = config;
    this.signInReply = new SignInReply(config.secureCookies());
    this.confirmation = confirmation;
    this.logins = limiter("login", config.limits().login(), clock);
    this.registrations = limiter("registration", config.limits().register(), clock);
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
    JsonNode body = exchange.jsonObject();
    boolean confirm = confirmation.isWanted();
    accounts
        .register(
            AccountFields.orNotFound(() -> Registration.read(body, config.minPasswordLength())),
            !confirm)
        .filter(user -> !user.emailVerified())
        .ifPresent(confirmation::ask);
    exchange.reply(
        Map.of(
            "message",
            confirm
                ? "Your registration was received. If this e-mail address had no account yet, a"
                    + " mail with a link to confirm it is on its way."
                : "Your registration was received. If this e-mail address had no account yet, you"
                    + " can sign in now."));
  }

  private void signIn(Exchange exchange) {
    logins.count(exchange.clientAddress());
    if (!config.emailLogin()) {
      throw AppException.forbidden("Signing in with e-mail and password is switched off.");
    }
    JsonNode body = exchange.jsonObject();
    String email = AccountFields.orNotFound(() -> AccountFields.email(body));
    String password = AccountFields.orNotFound(() -> AccountFields.password(body, "password", 1));
    Optional<User> user = accounts.signIn(email, password);
    if (user.isEmpty()) {
      // One message for both causes: the reference tells them apart, and so tells who has an
      // account.
      throw new AppException(
          404, "BAD_CREDENTIALS", "The e-mail address or the password is not right.");
    }
    greet(exchange, user.get());
  }

  private void greet(Exchange exchange, User user) {
    if (!user.emailVerified() && confirmation.isWanted() && !config.unverifiedLogin()) {
      throw new AppException(
          422,
          "EMAIL_NOT_VERIFIED",
          "Email not verified. Open the link in the mail that was sent to you, or ask for another.");
    }
    if (user.twoFactorEnabled()) {
      exchange.replyHeader("Cache-Control", "no-store");
      exchange.reply(
          Json.object().put("twoFAPending", true).put("tempToken", sessions.pendingToken(user)));
      return;
    }
    signInReply.send(exchange, sessions.start(user));
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
      signInReply.send(exchange, signedIn);
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
    signInReply.clear(exchange);
    exchange.reply(Map.of("message", "Logout successful"));
  }
}
