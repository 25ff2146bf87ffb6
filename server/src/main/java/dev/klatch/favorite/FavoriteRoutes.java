package dev.klatch.favorite;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code /api/user/settings/favorites}: what the caller marked. */
public final class FavoriteRoutes {
  private static final String PATH = "/api/user/settings/favorites";
  private static final String TOOL = PATH + "/tools/{itemType}/{itemId}";

  private final FavoriteService service;

  public FavoriteRoutes(FavoriteService service) {
    this.service = service;
  }

  public void register(Router router) {
    router.get(PATH, Access.USER, exchange -> exchange.reply(service.list(caller(exchange))));
    router.post(PATH, Access.USER, this::replace);
    router.get(
        PATH + "/tools", Access.USER, exchange -> exchange.reply(service.tools(caller(exchange))));
    router.put(TOOL, Access.USER, this::addTool);
    router.delete(TOOL, Access.USER, this::removeTool);
  }

  private static String caller(Exchange exchange) {
    return exchange.principal().id();
  }

  private void replace(Exchange exchange) {
    JsonNode given = exchange.jsonObject().get("favorites");
    if (given == null || !given.isArray()) {
      throw AppException.badRequest("FAVORITES_REQUIRED", "favorites must be an array.");
    }
    List<Favorite> favorites = new ArrayList<>();
    for (JsonNode entry : given) {
      favorites.add(
          new Favorite(
              text(entry, "agentId"),
              text(entry, "model"),
              text(entry, "endpoint"),
              text(entry, "spec")));
    }
    service.replace(caller(exchange), favorites);
    exchange.reply(favorites);
  }

  private static @Nullable String text(JsonNode entry, String field) {
    JsonNode value = entry.get(field);
    if (value != null && !value.isNull() && !value.isString()) {
      throw AppException.badRequest("INVALID_FAVORITE", field + " must be text.");
    }
    return Json.text(entry, field);
  }

  private void addTool(Exchange exchange) {
    ToolFavorite tool = tool(exchange);
    service.addTool(caller(exchange), tool);
    exchange.reply(tool);
  }

  private void removeTool(Exchange exchange) {
    service.removeTool(caller(exchange), tool(exchange));
    exchange.reply(Map.of("ok", true));
  }

  private static ToolFavorite tool(Exchange exchange) {
    return new ToolFavorite(exchange.pathParameter("itemType"), exchange.pathParameter("itemId"));
  }
}
