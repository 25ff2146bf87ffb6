package dev.klatch.account;

import dev.klatch.http.Access;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What a signed-in user sees and changes of the own account. */
public final class UserRoutes {
  private final AccountService accounts;

  public UserRoutes(AccountService accounts) {
    this.accounts = accounts;
  }

  public void register(Router router) {
    router.get("/api/user", Access.USER, exchange -> exchange.reply(UserView.of(self(exchange))));
    router.get("/api/user/terms", Access.USER, this::terms);
    router.post("/api/user/terms/accept", Access.USER, this::acceptTerms);
  }

  private void terms(Exchange exchange) {
    Instant accepted = self(exchange).termsAcceptedAt();
    ObjectNode reply = Json.object();
    reply.put("termsAccepted", accepted != null);
    reply.put("termsAcceptedAt", accepted == null ? null : UserView.time(accepted));
    exchange.reply(reply);
  }

  private void acceptTerms(Exchange exchange) {
    Instant now = accounts.acceptTerms(exchange.principal().id());
    exchange.reply(
        Map.of("message", "Terms accepted successfully", "termsAcceptedAt", UserView.time(now)));
  }

  private User self(Exchange exchange) {
    return accounts.require(exchange.principal().id());
  }
}
