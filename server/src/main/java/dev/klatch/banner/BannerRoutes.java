package dev.klatch.banner;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the announcement, and lets administrators set it. */
public final class BannerRoutes {
  private static final String OWN = "/api/klatch/banner";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final BannerService service;

  public BannerRoutes(BannerService service) {
    this.service = service;
  }

  public void register(Router router) {
    router.get("/api/banner", Access.OPTIONAL, this::shown);
    router.get(OWN, Access.ADMIN, this::get);
    router.put(OWN, Access.ADMIN, this::set);
    router.delete(OWN, Access.ADMIN, this::remove);
  }

  /** No banner is an empty body, not JSON null, in the recorded traffic. */
  private void shown(Exchange exchange) {
    service
        .shown(exchange.principalOrNull() != null)
        .ifPresentOrElse(b -> exchange.reply(json(b)), () -> exchange.replyEmpty(200));
  }

  private void get(Exchange exchange) {
    ObjectNode reply = Json.object();
    reply.set("banner", service.find().map(BannerRoutes::json).orElse(null));
    exchange.reply(reply);
  }

  private void set(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    Banner banner =
        service.set(
            Json.text(body, "message", ""),
            time(body, "displayFrom"),
            time(body, "displayTo"),
            Json.flag(body, "isPublic"),
            Json.flag(body, "persistable"));
    exchange.reply(json(banner));
  }

  private void remove(Exchange exchange) {
    service.remove();
    exchange.reply(Map.of("ok", true));
  }

  private static @Nullable Instant time(JsonNode body, String field) {
    String text = Json.text(body, field);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw AppException.badRequest(
          "INVALID_TIMES", field + " must be a time such as 2027-01-31T18:00:00Z.");
    }
  }

  private static ObjectNode json(Banner banner) {
    Instant to = banner.to();
    ObjectNode json = Json.object();
    json.put("_id", banner.id());
    json.put("bannerId", banner.id());
    json.put("message", banner.message());
    json.put("displayFrom", TIME.format(banner.from()));
    json.put("displayTo", to == null ? null : TIME.format(to));
    json.put("type", "banner");
    json.put("isPublic", banner.isPublic());
    json.put("persistable", banner.persistable());
    json.put("createdAt", TIME.format(banner.createdAt()));
    json.put("updatedAt", TIME.format(banner.updatedAt()));
    return json;
  }
}
