package dev.klatch.catalog;

import dev.klatch.http.Access;
import dev.klatch.http.Exchange;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.usage.ModelCatalog;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the client asks for while it boots: settings, endpoints, models. */
public final class CatalogRoutes {
  private final CatalogService catalog;
  private final SiteConfig site;
  private final BooleanSupplier firstUser;
  private final Supplier<JsonNode> findings;
  private final ModelCatalog known = new ModelCatalog();

  /**
   * @param firstUser whether nobody has registered yet
   * @param findings what is wrong with the configuration, for administrators
   */
  public CatalogRoutes(
      CatalogService catalog,
      SiteConfig site,
      BooleanSupplier firstUser,
      Supplier<JsonNode> findings) {
    this.catalog = catalog;
    this.site = site;
    this.firstUser = firstUser;
    this.findings = findings;
  }

  public void register(Router router) {
    router.get("/api/config", Access.OPTIONAL, this::config);
    router.get("/api/endpoints", Access.USER, this::endpoints);
    router.get("/api/endpoints/token-config", Access.USER, this::tokenConfig);
    router.get("/api/models", Access.USER, this::models);
  }

  private void config(Exchange exchange) {
    @Nullable Principal caller = exchange.principalOrNull();
    exchange.replyHeader("Cache-Control", "no-store");
    if (caller == null) {
      exchange.reply(StartupConfig.signedOut(site, firstUser.getAsBoolean()));
    } else {
      exchange.reply(StartupConfig.signedIn(site, false, caller.isAdmin() ? findings.get() : null));
    }
  }

  private void endpoints(Exchange exchange) {
    Map<String, List<ModelInfo>> models = catalog.models(exchange.principal().id());
    ObjectNode reply = Json.object();
    for (EndpointConfig endpoint : catalog.endpoints()) {
      List<ModelInfo> offered = models.getOrDefault(endpoint.name(), List.of());
      reply.set(endpoint.name(), EndpointView.of(endpoint, reply.size(), offered));
    }
    reply.set("agents", EndpointView.agents(reply.size()));
    exchange.reply(reply);
  }

  private void models(Exchange exchange) {
    ObjectNode reply = Json.object();
    catalog
        .models(exchange.principal().id())
        .forEach(
            (name, models) -> {
              ArrayNode ids = reply.putArray(name);
              models.forEach(model -> ids.add(model.id()));
            });
    exchange.reply(reply);
  }

  private void tokenConfig(Exchange exchange) {
    JsonNode settings = site.interfaceSettings();
    boolean showPrices = settings != null && Json.flag(settings, "contextCost");
    @Nullable LocalDate day =
        showPrices ? LocalDate.ofInstant(catalog.now(), ZoneOffset.UTC) : null;
    Map<String, List<ModelInfo>> models = catalog.models(exchange.principal().id());
    ObjectNode reply = Json.object();
    for (EndpointConfig endpoint : catalog.endpoints()) {
      List<ModelInfo> offered = models.getOrDefault(endpoint.name(), List.of());
      ObjectNode tokens = EndpointView.tokens(endpoint, offered, known, day);
      if (!tokens.isEmpty()) {
        reply.set(endpoint.name(), tokens);
      }
    }
    exchange.reply(reply);
  }
}
