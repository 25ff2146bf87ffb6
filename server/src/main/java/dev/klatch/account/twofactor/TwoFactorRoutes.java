package dev.klatch.account.twofactor;

import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountService;
import dev.klatch.account.SessionService;
import dev.klatch.account.SignInReply;
import dev.klatch.account.User;
import dev.klatch.account.twofactor.TwoFactorService.Proof;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/auth/2fa}: the second factor (wire contract 1.2). */
public final class TwoFactorRoutes {
  private final TwoFactorService service;
  private final AccountService accounts;
  private final SessionService sessions;
  private final SignInReply signInReply;
  private final AttemptLimiter signIns;

  public TwoFactorRoutes(
      TwoFactorService service,
      AccountService accounts,
      SessionService sessions,
      AccountConfig config,
      Clock clock) {
    this.service = service;
    this.accounts = accounts;
    this.sessions = sessions;
    this.signInReply = new SignInReply(config.secureCookies());
    AccountConfig.Limit limit = config.limits().secondFactor();
    this.signIns = new AttemptLimiter("login", limit.max(), limit.window(), clock);
  }

  public void register(Router router) {
    router.post("/api/auth/2fa/verify-temp", Access.PUBLIC, this::signIn);
    router.post("/api/auth/2fa/enable", Access.USER, this::enable);
    router.post("/api/auth/2fa/verify", Access.USER, this::verify);
    router.post("/api/auth/2fa/confirm", Access.USER, this::confirm);
    router.post("/api/auth/2fa/disable", Access.USER, this::disable);
    router.post("/api/auth/2fa/backup/regenerate", Access.USER, this::regenerate);
  }

  private void signIn(Exchange exchange) {
    signIns.count(exchange.clientAddress());
    JsonNode body = exchange.jsonObject();
    String token = Json.text(body, "tempToken");
    if (token == null || token.isEmpty()) {
      throw AppException.badRequest("MISSING_TOKEN", "Sign in with your password first.");
    }
    User user =
        sessions
            .pendingUser(token)
            .orElseThrow(
                () ->
                    new AppException(
                        401,
                        "SIGN_IN_EXPIRED",
                        "The sign-in took longer than five minutes. Start again with your"
                            + " password."));
    if (!user.twoFactorEnabled()) {
      throw AppException.badRequest(
          "TWO_FACTOR_OFF", "This account has no second factor. Sign in with your password.");
    }
    service.require(user, Proof.of(body));
    signInReply.send(exchange, sessions.start(user));
  }

  private void enable(Exchange exchange) {
    TwoFactorService.Setup setup = service.enable(self(exchange), Proof.of(exchange.jsonObject()));
    ObjectNode reply = Json.object();
    reply.put("otpauthUrl", setup.address());
    ArrayNode codes = reply.putArray("backupCodes");
    setup.backupCodes().forEach(codes::add);
    exchange.replyHeader("Cache-Control", "no-store");
    exchange.reply(reply);
  }

  private void verify(Exchange exchange) {
    if (!service.isRight(self(exchange), Proof.of(exchange.jsonObject()))) {
      throw wrong();
    }
    exchange.replyEmpty(200);
  }

  private void confirm(Exchange exchange) {
    if (!service.confirm(self(exchange), Proof.of(exchange.jsonObject()))) {
      throw wrong();
    }
    exchange.replyEmpty(200);
  }

  private void disable(Exchange exchange) {
    service.disable(self(exchange), Proof.of(exchange.jsonObject()));
    exchange.replyEmpty(200);
  }

  private void regenerate(Exchange exchange) {
    List<String> codes = service.regenerate(self(exchange), Proof.of(exchange.jsonObject()));
    ObjectNode reply = Json.object();
    ArrayNode plain = reply.putArray("backupCodes");
    ArrayNode hashed = reply.putArray("backupCodesHash");
    for (String code : codes) {
      plain.add(code);
      hashed
          .addObject()
          .put("codeHash", TwoFactorService.hash(code))
          .put("used", false)
          .putNull("usedAt");
    }
    exchange.replyHeader("Cache-Control", "no-store");
    exchange.reply(reply);
  }

  private static AppException wrong() {
    return AppException.badRequest(
        "INVALID_SECOND_FACTOR", "The code is not right. Enter the one the app shows now.");
  }

  private User self(Exchange exchange) {
    return accounts.require(exchange.principal().id());
  }
}
