package dev.klatch.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Stored agents over a real socket and a real database; one subclass for each engine. */
abstract class AgentContract {
  private Database database;
  private AgentService agents;
  private TestServer server;
  private TestClient admin;
  private TestClient owner;
  private TestClient other;

  abstract Database open();

  @BeforeEach
  void setUp() {
    database = open();
    server = TestServer.over(database).interfaceSettings("{\"agents\":{\"share\":true}}").start();
    agents = new AgentService(database, server.policy, server.clock);
    server.accounts.holds(agents);
    new AgentRoutes(agents, server.accounts).register(server.router);
    admin = server.signedIn("admin@example.com");
    owner = server.signedIn("owner@example.com");
    other = server.signedIn("other@example.com");
  }

  @AfterEach
  void tearDown() {
    server.close();
    database.close();
  }

  private static Map<String, Object> pirate(String name) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", name);
    body.put("description", "Talks like a pirate");
    body.put("instructions", "Always say Arr.");
    body.put("provider", "Fake");
    body.put("model", "echo");
    body.put("model_parameters", Map.of("temperature", 0.3));
    return body;
  }

  private JsonNode create(TestClient client, String name) {
    server.clock.advance(Duration.ofSeconds(1));
    TestClient.Reply made = client.post("/api/agents", pirate(name));
    assertEquals(201, made.status(), made.body());
    return made.json();
  }

  private static String path(JsonNode agent) {
    return "/api/agents/" + agent.get("id").asString();
  }

  private void share(JsonNode agent, TestClient with, String role) {
    String id = with.get("/api/user").json().get("id").asString();
    Map<String, Object> row = Map.of("type", "user", "id", id, "accessRoleId", role);
    TestClient.Reply shared =
        owner.put(
            "/api/permissions/agent/" + agent.get("_id").asString(),
            Map.of("updated", List.of(row), "public", false));
    assertEquals(200, shared.status(), shared.body());
  }

  @Test
  void anAgentIsItsOwnersAlone() {
    JsonNode made = create(owner, "Pirate");
    assertTrue(made.get("id").asString().matches("agent_[\\w-]{21}"));
    assertEquals(1, made.get("versions").size());
    JsonNode read = owner.get(path(made)).json();
    assertEquals("Always say Arr.", read.get("instructions").asString());
    assertEquals(0.3, read.get("model_parameters").get("temperature").asDouble());
    assertEquals(1, owner.get("/api/agents").json().get("data").size());
    assertEquals(0, other.get("/api/agents").json().get("data").size());

    TestClient.Reply unknown = other.get("/api/agents/agent_000000000000000000000");
    assertEquals(404, unknown.status());
    TestClient.Reply foreign = other.get(path(made));
    assertEquals(404, foreign.status());
    assertEquals(
        unknown.json().get("message"), foreign.json().get("message"), "foreign is like unknown");
    assertEquals(404, other.get(path(made) + "/expanded").status());
    assertEquals(404, other.get(path(made) + "/versions").status());
    assertEquals(404, other.send("PATCH", path(made), Map.of("name", "Mine")).status());
    assertEquals(404, other.post(path(made) + "/revert", Map.of("version_index", 0)).status());
    assertEquals(404, other.post(path(made) + "/duplicate", Map.of()).status());
    assertEquals(404, other.send("DELETE", path(made), null).status());
    assertEquals(read, owner.get(path(made)).json());
  }

  @Test
  void whoMayOnlyUseItSeesNoInstructions() {
    JsonNode made = create(owner, "Pirate");
    share(made, other, "agent_viewer");
    JsonNode seen = other.get(path(made)).json();
    assertEquals("Pirate", seen.get("name").asString());
    assertEquals("echo", seen.get("model").asString());
    assertFalse(seen.has("instructions"));
    assertFalse(seen.has("model_parameters"));
    assertFalse(other.get("/api/agents").body().contains("Arr"));
    assertEquals(403, other.get(path(made) + "/expanded").status());
    assertEquals(403, other.get(path(made) + "/versions").status());
    assertEquals(403, other.send("PATCH", path(made), Map.of("name", "Mine")).status());
    assertEquals(403, other.post(path(made) + "/revert", Map.of("version_index", 0)).status());
    assertEquals(403, other.post(path(made) + "/duplicate", Map.of()).status());
    assertEquals(403, other.send("DELETE", path(made), null).status());

    share(made, other, "agent_editor");
    assertEquals(200, other.send("PATCH", path(made), Map.of("name", "Ours")).status());
    assertEquals(403, other.send("DELETE", path(made), null).status());
    JsonNode row = other.get("/api/agents?requiredPermission=2").json().get("data").get(0);
    assertTrue(row.get("isEditable").asBoolean());
  }

  @Test
  void versionsAreKeptAndBroughtBack() {
    JsonNode made = create(owner, "Pirate");
    Map<String, Object> change = new HashMap<>();
    change.put("instructions", "Be quiet.");
    change.put("description", null);
    JsonNode changed = owner.send("PATCH", path(made), change).json();
    assertEquals(2, changed.get("version").asInt());
    assertFalse(changed.has("description"));
    assertEquals(409, owner.send("PATCH", path(made), change).status());
    JsonNode versions = owner.get(path(made) + "/versions").json().get("versions");
    assertEquals(2, versions.size());
    JsonNode back = owner.post(path(made) + "/revert", Map.of("version_index", 0)).json();
    assertEquals("Always say Arr.", back.get("instructions").asString());
    for (Object index : new Object[] {7, -1, "0", 1.5}) {
      assertEquals(
          400, owner.post(path(made) + "/revert", Map.of("version_index", index)).status());
    }
  }

  @Test
  void copiesAndDeletions() {
    JsonNode made = create(owner, "Pirate");
    TestClient.Reply copy = owner.post(path(made) + "/duplicate", Map.of());
    assertEquals(201, copy.status());
    assertFalse(copy.json().get("agent").get("id").equals(made.get("id")));
    assertEquals(200, owner.send("DELETE", path(made), null).status());
    assertEquals(404, owner.get(path(made)).status());
    assertEquals(1, owner.get("/api/agents").json().get("data").size());
    server.accounts.delete(owner.get("/api/user").json().get("id").asString());
    assertEquals(
        404, admin.get("/api/agents/" + copy.json().get("agent").get("id").asString()).status());
  }

  @Test
  void listsGoOnWhereTheyEnded() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(create(owner, "Agent 100% " + i).get("id").asString());
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = owner.get("/api/agents?limit=2&cursor=" + cursor).json();
      page.get("data").forEach(row -> seen.add(row.get("id").asString()));
      cursor = page.get("after").isNull() ? null : page.get("after").asString();
    } while (cursor != null);
    assertEquals(made.reversed(), seen);
    assertEquals(5, owner.get("/api/agents?cursor=forged!").json().get("data").size());
    assertEquals(1, owner.get("/api/agents?search=100%25%203").json().get("data").size());
    assertEquals(0, owner.get("/api/agents?search=_").json().get("data").size());
    assertEquals(0, owner.get("/api/agents?category=hr").json().get("data").size());
    assertEquals(0, owner.get("/api/agents?promoted=1").json().get("data").size());
    JsonNode general = owner.get("/api/agents/categories").json().get(0);
    assertEquals(5, general.get("count").asInt());
    assertEquals(0, other.get("/api/agents/categories").json().get(0).get("count").asInt());
  }

  @Test
  void whatCannotBeIsRefusedWithDetails() {
    Map<String, Object> bad = pirate("Bad");
    bad.remove("model");
    bad.put("tools", "hammer");
    bad.put("name", "x".repeat(257));
    bad.put("conversation_starters", List.of(7));
    TestClient.Reply refused = owner.post("/api/agents", bad);
    assertEquals(400, refused.status());
    assertEquals("Invalid request data", refused.json().get("error").asString());
    assertEquals(4, refused.json().get("details").size());
    assertEquals(0, owner.get("/api/agents").json().get("data").size());

    JsonNode made = create(owner, "Pirate");
    for (Object value : new Object[] {"", 7, List.of()}) {
      assertEquals(400, owner.send("PATCH", path(made), Map.of("model", value)).status());
    }
    Map<String, Object> cleared = new HashMap<>();
    cleared.put("provider", null);
    assertEquals(400, owner.send("PATCH", path(made), cleared).status());
    Map<String, Object> forged = Map.of("author", "someone", "id", "agent_x", "is_promoted", true);
    assertEquals(
        409, owner.send("PATCH", path(made), forged).status(), "nothing of it is an agent's");
  }

  @Test
  void rolesDecideWhoMayUseAndMake() {
    JsonNode made = create(owner, "Pirate");
    assertEquals(200, admin.put("/api/roles/USER/agents", Map.of("CREATE", false)).status());
    assertEquals(403, owner.post("/api/agents", pirate("Another")).status());
    assertEquals(403, owner.post(path(made) + "/duplicate", Map.of()).status());
    assertEquals(200, owner.get(path(made)).status());
    assertEquals(200, admin.put("/api/roles/USER/agents", Map.of("USE", false)).status());
    assertEquals(403, owner.get("/api/agents").status());
    assertEquals(403, owner.get(path(made)).status());
    assertEquals(200, admin.get(path(made)).status());
  }
}
