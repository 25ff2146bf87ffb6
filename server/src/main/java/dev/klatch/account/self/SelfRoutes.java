package dev.klatch.account.self;

import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountFields;
import dev.klatch.account.AccountService;
import dev.klatch.account.SignInReply;
import dev.klatch.account.User;
import dev.klatch.account.UserView;
import dev.klatch.account.twofactor.TwoFactorService.Proof;
import dev.klatch.http.Access;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The own account: what the wire contract lacks is under {@code /api/klatch/account}. */
public final class SelfRoutes {
  private final SelfService service;
  private final AccountService accounts;
  private final AccountConfig config;
  private final SignInReply signInReply;

  public SelfRoutes(SelfService service, AccountService accounts, AccountConfig config) {
    this.service = service;
    this.accounts = accounts;
    this.config = config;
    this.signInReply = new SignInReply(config.secureCookies());
  }

  public void register(Router router) {
    router.get("/api/klatch/account", Access.USER, this::overview);
    router.patch("/api/klatch/account", Access.USER, this::rename);
    router.post("/api/klatch/account/password", Access.USER, this::changePassword);
    router.delete("/api/user/delete", Access.USER, this::delete);
  }

  private void overview(Exchange exchange) {
    User user = self(exchange);
    exchange.reply(
        Map.of(
            "hasPassword", user.isLocal(),
            "backupCodesLeft", service.codesLeft(user),
            "mayDelete", service.mayDelete(user)));
  }

  private void rename(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    User user = self(exchange);
    String name = body.has("name") ? AccountFields.name(body) : user.name();
    String username = body.has("username") ? AccountFields.username(body) : user.username();
    accounts.rename(user.id(), name, username);
    exchange.reply(UserView.of(self(exchange)));
  }

  private void changePassword(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    String wanted = AccountFields.password(body, "password", config.minPasswordLength());
    String present = Json.text(body, "current", "");
    signInReply.send(exchange, service.changePassword(self(exchange), present, wanted));
  }

  private void delete(Exchange exchange) {
    service.delete(self(exchange), Proof.of(exchange.jsonObject()));
    signInReply.clear(exchange);
    exchange.reply(Map.of("message", "User deleted"));
  }

  private User self(Exchange exchange) {
    return accounts.require(exchange.principal().id());
  }
}
