package dev.klatch.account.recovery;

import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountFields;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Forgotten passwords and unconfirmed addresses (wire contract 1.2). */
public final class RecoveryRoutes {
  private final RecoveryService service;
  private final AccountConfig config;
  private final AttemptLimiter resetRequests;
  private final AttemptLimiter resets;
  private final AttemptLimiter verifyRequests;
  private final AttemptLimiter verifications;

  public RecoveryRoutes(RecoveryService service, AccountConfig config, Clock clock) {
    this.service = service;
    this.config = config;
    AccountConfig.Limits limits = config.limits();
    this.resetRequests = limiter("password reset", limits.resetRequest(), clock);
    this.resets = limiter("password reset", limits.resetSubmission(), clock);
    this.verifyRequests = limiter("confirmation", limits.verifyRequest(), clock);
    this.verifications = limiter("confirmation", limits.verifySubmission(), clock);
  }

  private static AttemptLimiter limiter(String action, AccountConfig.Limit limit, Clock clock) {
    return new AttemptLimiter(action, limit.max(), limit.window(), clock);
  }

  public void register(Router router) {
    router.post("/api/auth/requestPasswordReset", Access.PUBLIC, this::requestReset);
    router.post("/api/auth/resetPassword", Access.PUBLIC, this::reset);
    router.post("/api/user/verify", Access.PUBLIC, this::verify);
    router.post("/api/user/verify/resend", Access.PUBLIC, this::verifyAgain);
  }

  private void requestReset(Exchange exchange) {
    resetRequests.count(exchange.clientAddress());
    requireReset();
    Optional<String> link = service.requestReset(AccountFields.email(exchange.jsonObject()));
    exchange.replyHeader("Cache-Control", "no-store");
    exchange.reply(
        link.isPresent()
            ? Map.of("link", link.get())
            : Map.of(
                "message",
                "If this e-mail address has an account, a mail with a link is on its way."));
  }

  private void requireReset() {
    if (!config.passwordReset()) {
      throw AppException.forbidden(
          "Passwords cannot be reset on this server. Ask its administrator.");
    }
  }

  private void reset(Exchange exchange) {
    resets.count(exchange.clientAddress());
    requireReset();
    JsonNode body = exchange.jsonObject();
    String password = AccountFields.password(body, "password", config.minPasswordLength());
    String confirmation = Json.text(body, "confirm_password");
    if (confirmation != null && !confirmation.equals(password)) {
      throw AppException.badRequest("VALIDATION", "The two passwords differ.");
    }
    service.reset(Json.text(body, "userId", ""), Json.text(body, "token", ""), password);
    exchange.reply(Map.of("message", "Password reset was successful"));
  }

  private void verify(Exchange exchange) {
    verifications.count(exchange.clientAddress());
    JsonNode body = exchange.jsonObject();
    service.verify(decoded(Json.text(body, "email", "")), Json.text(body, "token", ""));
    ObjectNode reply = Json.object();
    reply.put("message", "Email verification was successful");
    reply.put("status", "success");
    exchange.reply(reply);
  }

  private void verifyAgain(Exchange exchange) {
    verifyRequests.count(exchange.clientAddress());
    service.verifyAgain(AccountFields.email(exchange.jsonObject()));
    exchange.reply(
        Map.of(
            "message",
            "If this e-mail address waits for its confirmation, another mail is on its way."));
  }

  /** Clients send the address as it stood in the link, escaped or not. */
  private static String decoded(String email) {
    try {
      return email.contains("%") ? URLDecoder.decode(email, StandardCharsets.UTF_8) : email;
    } catch (IllegalArgumentException e) {
      return email;
    }
  }
}
