package dev.klatch.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Grants and groups over a real socket and a real database; one subclass for each engine. */
abstract class SharingContract {
  private static final String THING = "64b000000000000000000001";
  private static final String PASSWORD = "correct horse battery";
  private static final String ADDRESS = "/api/permissions/agent/" + THING;

  private Database database;
  private TestServer server;
  private TestClient admin;
  private TestClient owner;
  private TestClient other;
  private String ownerId;
  private String otherId;

  abstract Database open();

  @BeforeEach
  void setUp() {
    database = open();
    server =
        TestServer.over(database)
            .interfaceSettings(
                "{\"agents\":{\"share\":true},"
                    + "\"peoplePicker\":{\"users\":true,\"groups\":true}}")
            .start();
    admin = person("admin@example.com");
    owner = person("owner@example.com");
    other = person("other@example.com");
    ownerId = id(owner);
    otherId = id(other);
    database.change(handle -> server.policy.own(handle, ownerId, ResourceType.AGENT, THING));
  }

  @AfterEach
  void tearDown() {
    server.close();
    database.close();
  }

  private TestClient person(String email) {
    assertEquals(200, server.register(email, PASSWORD).status());
    return server.client().bearer(server.login(email, PASSWORD).json().get("token").asString());
  }

  private static String id(TestClient client) {
    return client.get("/api/user").json().get("id").asString();
  }

  private static int rights(TestClient client) {
    return client.get(ADDRESS + "/effective").json().get("permissionBits").asInt();
  }

  private static Map<String, Object> share(String type, String id, String role) {
    return Map.of(
        "updated",
        List.of(Map.of("type", type, "id", id, "accessRoleId", role)),
        "removed",
        List.of(),
        "public",
        false);
  }

  private String group(TestClient... members) {
    TestClient.Reply made = admin.post("/api/admin/groups", Map.of("name", "Ten % Team"));
    assertEquals(201, made.status());
    String id = made.json().get("id").asString();
    for (TestClient member : members) {
      assertEquals(
          200,
          admin
              .post("/api/admin/groups/" + id + "/members", Map.of("userId", id(member)))
              .status());
    }
    return id;
  }

  @Test
  void onlyTheOwnerHasRightsAtFirst() {
    assertEquals(Rights.ALL, rights(owner));
    assertEquals(0, rights(other));
    assertEquals(404, other.get(ADDRESS).status());
    assertEquals(404, other.put(ADDRESS, share("user", otherId, "agent_owner")).status());
    assertEquals(Rights.ALL, rights(owner));
    assertEquals(401, server.client().get(ADDRESS).status());
  }

  @Test
  void grantsAddUpOverPersonGroupAndEverybody() {
    String group = group(other);
    assertEquals(200, owner.put(ADDRESS, share("group", group, "agent_viewer")).status());
    assertEquals(Rights.VIEW, rights(other));
    assertEquals(200, owner.put(ADDRESS, share("user", otherId, "agent_editor")).status());
    assertEquals(Rights.VIEW | Rights.EDIT, rights(other));

    assertEquals(
        403, other.get(ADDRESS).status(), "who may edit may not see whom it is shared with");
    JsonNode all = other.get("/api/permissions/agent/effective/all").json();
    assertEquals(3, all.get(THING).asInt());
    JsonNode shown = owner.get(ADDRESS).json();
    assertEquals(3, shown.get("principals").size());
    assertFalse(shown.get("public").asBoolean());

    assertEquals(200, admin.send("DELETE", "/api/admin/groups/" + group, null).status());
    Map<String, Object> removal =
        Map.of("removed", List.of(Map.of("type", "user", "id", otherId)), "public", false);
    assertEquals(200, owner.put(ADDRESS, removal).status());
    assertEquals(0, rights(other));
  }

  @Test
  void everybodyNeedsAPermissionOfItsOwn() {
    Map<String, Object> everybody =
        Map.of("public", true, "publicAccessRoleId", "agent_viewer", "updated", List.of());
    assertEquals(403, owner.put(ADDRESS, everybody).status());
    assertEquals(0, rights(other));
    assertEquals(200, admin.put("/api/roles/USER/agents", Map.of("SHARE_PUBLIC", true)).status());
    JsonNode results = owner.put(ADDRESS, everybody).json().get("results");
    assertTrue(results.get("public").asBoolean());
    assertEquals(Rights.VIEW, rights(other));
    assertEquals(Set.of(THING), server.policy.publicOnes(ResourceType.AGENT));
  }

  @Test
  void someoneStaysTheOwner() {
    Map<String, Object> removal =
        Map.of("removed", List.of(Map.of("type", "user", "id", ownerId)), "public", false);
    assertEquals(400, owner.put(ADDRESS, removal).status());
    assertEquals(400, owner.put(ADDRESS, share("user", ownerId, "agent_viewer")).status());
    assertEquals(Rights.ALL, rights(owner));
    assertEquals(200, owner.put(ADDRESS, share("user", otherId, "agent_owner")).status());
    assertEquals(200, owner.put(ADDRESS, removal).status());
    assertEquals(0, rights(owner));
  }

  @Test
  void badRequestsChangeNothing() {
    for (Object body :
        new Object[] {
          share("user", "64b0000000000000000000ff", "agent_viewer"),
          share("group", "nobody", "agent_viewer"),
          share("dog", otherId, "agent_viewer"),
          share("user", otherId, "agent_emperor"),
          share("user", otherId, "promptGroup_viewer"),
          Map.of("updated", "all", "public", false),
          Map.of("public", true)
        }) {
      assertEquals(400, owner.put(ADDRESS, body).status(), Json.write(body));
    }
    assertEquals(0, rights(other));
    assertEquals(400, owner.get("/api/permissions/dog/roles").status());
    assertEquals(2, owner.get("/api/permissions/sharedLink/roles").json().size());
  }

  @Test
  void administratorsMayEverythingButWhatIsPrivate() {
    assertEquals(Rights.ALL, rights(admin));
    String unknown = "/api/permissions/agent/64b0000000000000000000ff/effective";
    assertEquals(0, admin.get(unknown).json().get("permissionBits").asInt());
    database.change(handle -> server.policy.own(handle, ownerId, ResourceType.SHARED_LINK, THING));
    Principal principal = server.accounts.find(id(admin)).orElseThrow().principal();
    assertEquals(0, server.policy.rights(principal, ResourceType.SHARED_LINK, THING));
  }

  @Test
  void peopleAreFoundByThoseWhoMay() {
    group();
    JsonNode people =
        owner.get("/api/permissions/search-principals?q=other%40ex").json().get("results");
    assertEquals(1, people.size());
    assertEquals(otherId, people.get(0).get("id").asString());
    assertEquals(
        1,
        owner.get("/api/permissions/search-principals?q=n%20%25").json().get("count").asInt(),
        "signs of patterns are taken as they are");
    assertEquals(400, owner.get("/api/permissions/search-principals?q=a").status());
    assertEquals(403, owner.get("/api/permissions/search-principals?q=admin&types=role").status());
    assertEquals(
        200,
        admin
            .put("/api/roles/USER/people-picker", Map.of("VIEW_USERS", false, "VIEW_GROUPS", false))
            .status());
    assertEquals(403, owner.get("/api/permissions/search-principals?q=other").status());
  }

  @Test
  void groupsAreAdministratorsBusiness() {
    assertEquals(403, owner.get("/api/admin/groups").status());
    assertEquals(403, owner.post("/api/admin/groups", Map.of("name", "Mine")).status());
    assertEquals(400, admin.post("/api/admin/groups", Map.of("name", " ")).status());
    String id = group(other);
    JsonNode list = admin.get("/api/admin/groups?search=ten").json();
    assertEquals(1, list.get("total").asInt());
    assertEquals(1, list.get("groups").get(0).get("memberCount").asInt());
    server.accounts.delete(otherId);
    assertEquals(0, admin.get("/api/admin/groups/" + id + "/members").json().get("members").size());
  }
}
