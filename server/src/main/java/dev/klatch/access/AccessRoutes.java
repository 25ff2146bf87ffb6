package dev.klatch.access;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;

/** What a role permits, for the client to show or hide features. */
public final class AccessRoutes {
  private final AccessService access;

  public AccessRoutes(AccessService access) {
    this.access = access;
  }

  public void register(Router router) {
    router.get("/api/roles/{name}", Access.USER, this::role);
  }

  private void role(Exchange exchange) {
    String name = exchange.pathParameter("name");
    Principal caller = exchange.principal();
    // Every client asks for USER, administrators too; others' roles are administrators' business.
    if (!caller.isAdmin() && !name.equals("USER") && !name.equals(caller.role())) {
      throw AppException.forbidden("Only administrators may see the role of others.");
    }
    exchange.reply(
        access
            .role(name)
            .orElseThrow(() -> AppException.notFound("There is no role of this name.")));
  }
}
