package dev.klatch.providerkey;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/keys} (wire contract 5.2), and the list our client shows. */
public final class ProviderKeyRoutes {
  private final ProviderKeyService service;

  public ProviderKeyRoutes(ProviderKeyService service) {
    this.service = service;
  }

  public void register(Router router) {
    router.get("/api/keys", Access.USER, this::find);
    router.put("/api/keys", Access.USER, this::put);
    router.delete("/api/keys", Access.USER, this::deleteAll);
    router.delete("/api/keys/{name}", Access.USER, this::delete);
    router.get("/api/klatch/keys", Access.USER, this::list);
  }

  private void find(Exchange exchange) {
    String name = exchange.query("name");
    ProviderKey key =
        name == null ? null : service.find(exchange.principal().id(), name).orElse(null);
    ObjectNode reply = Json.object();
    if (key == null) {
      reply.putNull("expiresAt");
    } else {
      Instant expires = key.expiresAt();
      reply.put("expiresAt", expires == null ? "never" : time(expires));
    }
    exchange.reply(reply);
  }

  private void put(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    service.put(
        exchange.principal().id(),
        Json.text(body, "name", ""),
        Json.text(body, "value", ""),
        expiry(body));
    exchange.replyEmpty(201);
  }

  private static @Nullable Instant expiry(JsonNode body) {
    JsonNode value = body.get("expiresAt");
    if (value == null || value.isNull() || (value.isString() && value.stringValue().isBlank())) {
      return null;
    }
    try {
      if (value.isString()) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value.stringValue(), Instant::from);
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw AppException.badRequest(
        "INVALID_EXPIRY", "expiresAt must be a time such as 2027-01-31T12:00:00.000Z, or null.");
  }

  private void delete(Exchange exchange) {
    service.delete(exchange.principal().id(), exchange.pathParameter("name"));
    exchange.replyEmpty(204);
  }

  private void deleteAll(Exchange exchange) {
    if (!"true".equals(exchange.query("all"))) {
      throw AppException.badRequest(
          "ALL_REQUIRED", "Name the key in the path, or add all=true to revoke every key.");
    }
    service.deleteAll(exchange.principal().id());
    exchange.replyEmpty(204);
  }

  private void list(Exchange exchange) {
    ObjectNode reply = Json.object();
    ArrayNode keys = reply.putArray("keys");
    for (ProviderKeyService.Listed listed : service.list(exchange.principal().id())) {
      Instant expires = listed.key().expiresAt();
      ObjectNode item = keys.addObject();
      item.put("name", listed.key().name());
      item.put("createdAt", time(listed.key().createdAt()));
      item.put("expiresAt", expires == null ? null : time(expires));
      item.put("expired", listed.expired());
      item.put("baseURL", listed.baseUrl());
    }
    exchange.reply(reply);
  }

  private static String time(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(java.time.ZoneOffset.UTC)
        .format(instant.truncatedTo(ChronoUnit.MILLIS));
  }
}
