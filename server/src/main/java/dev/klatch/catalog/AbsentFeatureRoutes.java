package dev.klatch.catalog;

import dev.klatch.http.Access;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Constant answers that say "none" for features not built yet, so that a client of the contract
 * boots without noise. A feature that arrives deletes its lines here and registers the real routes;
 * nothing here pretends to store anything.
 */
public final class AbsentFeatureRoutes {
  private static final String[][] EMPTY = {
    {"/api/files/speech/config/get", "{\"sttExternal\":false,\"ttsExternal\":false}"},
    {"/api/user/settings/skills/active", "{}"},
    {"/api/skills", "{\"skills\":[],\"has_more\":false,\"after\":null}"},
    {"/api/mcp/servers", "{}"},
    {"/api/mcp/tools", "{\"servers\":{}}"},
    {"/api/mcp/connection/status", "{\"success\":true,\"connectionStatus\":{}}"},
    {"/api/agents/tools", "[]"},
    {"/api/agents/tools/calls", "[]"},
    {"/api/agents/tools/web_search/auth", "{\"authenticated\":false,\"authTypes\":[]}"},
    {"/api/agents/actions", "[]"},
    {"/api/files/agent/{agentId}", "[]"},
  };

  public void register(Router router) {
    for (String[] row : EMPTY) {
      JsonNode answer = Json.parse(row[1]);
      router.get(row[0], Access.USER, exchange -> exchange.reply(answer));
    }
    router.get("/api/balance", Access.USER, exchange -> exchange.replyEmpty(204));
  }
}
