package dev.klatch.preset;

import dev.klatch.account.UserView;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/presets}, in the shapes of the wire contract. */
public final class PresetRoutes {
  private final PresetService service;

  public PresetRoutes(PresetService service) {
    this.service = service;
  }

  public void register(Router router) {
    router.get("/api/presets", Access.USER, this::list);
    router.post("/api/presets", Access.USER, this::save);
    router.post("/api/presets/delete", Access.USER, this::delete);
  }

  private void list(Exchange exchange) {
    ArrayNode list = Json.array();
    service.list(exchange.principal().id()).forEach(preset -> list.add(wire(preset)));
    exchange.reply(list);
  }

  private void save(Exchange exchange) {
    exchange.reply(201, wire(service.save(exchange.principal().id(), exchange.jsonObject())));
  }

  /** Without an id all go, as the contract has it; an id that is no text must not count as none. */
  private void delete(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    String presetId = Json.text(body, "presetId");
    if (presetId == null && body.has("presetId")) {
      throw AppException.badRequest(
          "INVALID_PRESET", "presetId must be text. Leave it out to delete all presets.");
    }
    ObjectNode reply = Json.object();
    reply.put("acknowledged", true);
    reply.put("deletedCount", service.delete(exchange.principal().id(), presetId));
    exchange.reply(201, reply);
  }

  private static ObjectNode wire(Preset preset) {
    ObjectNode node = Json.object();
    node.put("_id", preset.id());
    node.put("presetId", preset.presetId());
    node.put("user", preset.userId());
    node.put("createdAt", UserView.time(preset.createdAt()));
    node.put("isArchived", false);
    node.putArray("tags");
    node.setAll(preset.settings());
    if (preset.isDefault()) {
      node.put("defaultPreset", true);
      node.put("order", 0);
    }
    node.put("updatedAt", UserView.time(preset.updatedAt()));
    return node;
  }
}
