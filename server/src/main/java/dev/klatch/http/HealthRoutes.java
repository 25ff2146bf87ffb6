package dev.klatch.http;

import java.util.function.BooleanSupplier;

/** Probes for load balancers and supervisors. */
public final class HealthRoutes {
  private final BooleanSupplier ready;

  /**
   * @param ready whether this node takes work: false while it starts or shuts down
   */
  public HealthRoutes(BooleanSupplier ready) {
    this.ready = ready;
  }

  public void register(Router router) {
    router.get("/health", Access.PUBLIC, exchange -> exchange.replyText(200, "OK"));
    router.get("/livez", Access.PUBLIC, exchange -> exchange.replyText(200, "OK"));
    router.get(
        "/readyz",
        Access.PUBLIC,
        exchange -> {
          boolean ok = ready.getAsBoolean();
          exchange.replyText(ok ? 200 : 503, ok ? "OK" : "NOT_READY");
        });
  }
}
