package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.access.AccessService;
import dev.klatch.access.Policy;
import dev.klatch.account.AccountService;
import dev.klatch.json.Json;
import dev.klatch.memory.MemoryConfig;
import dev.klatch.memory.MemoryRoutes;
import dev.klatch.memory.MemoryService;
import dev.klatch.preset.PresetRoutes;
import dev.klatch.preset.PresetService;
import dev.klatch.prompt.PromptRoutes;
import dev.klatch.prompt.PromptService;
import dev.klatch.sql.Database;
import dev.klatch.testing.AccountConfigBuilder;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestDatabases;
import dev.klatch.testing.TestServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Presets, prompts and memories over real sockets, on both engines. */
class RememberingTest {
  @TempDir Path folder;
  private final List<MemoryService> memories = new ArrayList<>();

  /** What is done with two people on one server. */
  private interface Scene {
    void play(TestClient ann, TestClient bob);
  }

  private void on(TestDatabases.Engine engine, Scene scene) {
    try (Database database = engine.open(folder);
        TestServer server =
            TestServer.over(database)
                .routes(
                    router -> {
                      Clock clock = Clock.systemUTC();
                      Policy access =
                          new Policy(database, new AccessService(null, database, clock), clock);
                      AccountService accounts = accounts(database, clock);
                      MemoryConfig config =
                          new MemoryConfig(true, true, List.of("likes", "job"), 40, 30);
                      MemoryService remembered =
                          new MemoryService(database, accounts, config, String::length, clock);
                      memories.add(remembered);
                      new MemoryRoutes(remembered, access).register(router);
                      new PresetRoutes(new PresetService(database, clock)).register(router);
                      new PromptRoutes(new PromptService(database, access, clock), access)
                          .register(router);
                    })
                .start()) {
      scene.play(server.signedIn("ann@example.com"), server.signedIn("bob@example.com"));
    }
  }

  private static AccountService accounts(Database database, Clock clock) {
    return new AccountService(
        database,
        AccountConfigBuilder.usual().build(),
        dev.klatch.crypto.Passwords.forThisMachine(),
        clock);
  }

  @ParameterizedTest
  @EnumSource
  void presetsKeepWhatTheyAreGivenAndHaveOneDefault(TestDatabases.Engine engine) {
    on(
        engine,
        (ann, bob) -> {
          JsonNode first =
              post(ann, 201, "/api/presets", "{\"presetId\":null,\"title\":\"A\",\"x\":[1]}");
          String id = first.get("presetId").asString();
          assertEquals(1, first.get("x").get(0).asInt());
          JsonNode second =
              post(ann, 201, "/api/presets", "{\"title\":\"B\",\"defaultPreset\":true}");
          assertEquals(0, second.get("order").asInt());
          post(
              ann,
              201,
              "/api/presets",
              "{\"presetId\":\"" + id + "\",\"defaultPreset\":true,\"user\":\"x\",\"x\":null}");

          JsonNode list = ann.get("/api/presets").json();
          assertEquals(List.of("A", "B"), texts(list, "title"));
          assertFalse(list.get(1).has("defaultPreset"));
          assertFalse(list.get(0).has("x"));
          assertEquals(second.get("user"), list.get(0).get("user"));

          post(bob, 201, "/api/presets", "{\"presetId\":\"" + id + "\",\"title\":\"bob\"}");
          assertEquals(1, bob.get("/api/presets").json().size());
          assertEquals(List.of("A", "B"), texts(ann.get("/api/presets").json(), "title"));
          post(ann, 400, "/api/presets", "{\"title\":7}");
          post(ann, 400, "/api/presets", "{\"presetId\":\"../x\"}");
          post(ann, 400, "/api/presets/delete", "{\"presetId\":null}");
          JsonNode gone = post(ann, 201, "/api/presets/delete", "{\"presetId\":\"" + id + "\"}");
          assertEquals(1, gone.get("deletedCount").asInt());
          assertEquals(1, post(ann, 201, "/api/presets/delete", "{}").get("deletedCount").asInt());
          assertEquals(1, bob.get("/api/presets").json().size());
        });
  }

  @ParameterizedTest
  @EnumSource
  void memoriesHaveKeysAndBounds(TestDatabases.Engine engine) {
    on(
        engine,
        (ann, bob) -> {
          post(ann, 201, "/api/memories", memory("likes", "green tea"));
          post(ann, 409, "/api/memories", memory("likes", "x"));
          post(ann, 400, "/api/memories", memory("pet", "x"));
          post(ann, 400, "/api/memories", memory("job", "x".repeat(31)));
          post(ann, 201, "/api/memories", memory("job", "x".repeat(30)));
          post(ann, 413, "/api/memories", memory("job", "x".repeat(110_000)));
          JsonNode full = ann.get("/api/memories").json();
          assertEquals(39, full.get("totalTokens").asInt());
          assertEquals(98, full.get("usagePercentage").asInt());
          assertEquals(
              400,
              ann.send("PATCH", "/api/memories/likes", Map.of("value", "eleven char")).status());
          assertEquals(
              409,
              ann.send("PATCH", "/api/memories/likes", Map.of("key", "job", "value", "x"))
                  .status());
          assertEquals(
              404, bob.send("PATCH", "/api/memories/likes", Map.of("value", "x")).status());
          assertEquals(404, bob.send("DELETE", "/api/memories/likes", null).status());
          assertEquals(200, ann.send("DELETE", "/api/memories/job", null).status());
          assertEquals(1, ann.get("/api/memories").json().get("memories").size());
        });
  }

  @ParameterizedTest
  @EnumSource
  void memoriesAreToldUntilTheyAreSwitchedOff(TestDatabases.Engine engine) {
    on(
        engine,
        (ann, bob) -> {
          String id = ann.get("/api/user").json().get("id").asString();
          assertEquals(List.of(), memories.getLast().notes(id));
          post(ann, 201, "/api/memories", memory("likes", "green tea"));
          assertTrue(memories.getLast().notes(id).getFirst().contains("likes: green tea"));

          JsonNode off = patch(ann, "/api/memories/preferences", "{\"memories\":false}");
          assertFalse(off.get("preferences").get("memories").asBoolean());
          assertEquals(List.of(), memories.getLast().notes(id));
          assertEquals(
              400, ann.send("PATCH", "/api/memories/preferences", Map.of("memories", 1)).status());
        });
  }

  @ParameterizedTest
  @EnumSource
  void promptsHaveVersionsOfWhichOneIsInProduction(TestDatabases.Engine engine) {
    on(
        engine,
        (ann, bob) -> {
          JsonNode made = post(ann, 200, "/api/prompts", prompt("Greeting", "greet"));
          String group = made.get("group").get("_id").asString();
          String path = "/api/prompts/groups/" + group;
          String first = made.get("prompt").get("_id").asString();
          String second =
              post(ann, 200, path + "/prompts", "{\"prompt\":{\"prompt\":\"two\"}}")
                  .get("prompt")
                  .get("_id")
                  .asString();
          assertEquals(first, ann.get(path).json().get("productionId").asString());
          patch(ann, "/api/prompts/" + second + "/tags/production", "{}");
          assertEquals(
              "two", ann.get(path).json().get("productionPrompt").get("prompt").asString());
          assertEquals(
              List.of("two", "Hello {{name}}"),
              texts(ann.get("/api/prompts?groupId=" + group).json(), "prompt"));

          share(ann, bob, group);
          assertEquals(200, bob.get(path).status());
          assertEquals(1, bob.get("/api/prompts/all").json().size());
          assertEquals(403, bob.send("PATCH", path, Map.of("name", "taken")).status());
          assertEquals(403, bob.send("DELETE", "/api/prompts/" + first, null).status());
          post(bob, 403, path + "/prompts", "{\"prompt\":{\"prompt\":\"three\"}}");
          JsonNode one = ann.send("DELETE", "/api/prompts/" + second, null).json();
          assertFalse(one.has("promptGroup"));
          assertEquals(first, ann.get(path).json().get("productionId").asString());
          JsonNode last = ann.send("DELETE", "/api/prompts/" + first, null).json();
          assertEquals(group, last.get("promptGroup").get("id").asString());
          assertEquals(404, ann.get(path).status());
          assertEquals(404, bob.get(path).status());
        });
  }

  @ParameterizedTest
  @EnumSource
  void promptsAreListedPageByPageAndCommandsAreUnique(TestDatabases.Engine engine) {
    on(
        engine,
        (ann, bob) -> {
          JsonNode a = post(ann, 200, "/api/prompts", prompt("Alpha", "a")).get("group");
          post(ann, 200, "/api/prompts", prompt("Beta 100%", "b"));
          post(ann, 409, "/api/prompts", prompt("Other", "a"));
          post(ann, 400, "/api/prompts", prompt("Other", "No Command"));
          post(ann, 400, "/api/prompts", prompt("", "c"));
          post(ann, 400, "/api/prompts", "{\"group\":{\"name\":\"x\"}}");
          post(bob, 200, "/api/prompts", prompt("Bob's", "a"));

          JsonNode page = ann.get("/api/prompts/groups?limit=1").json();
          assertEquals("9999", page.get("pages").asString());
          JsonNode next =
              ann.get("/api/prompts/groups?limit=1&cursor=" + page.get("after").asString()).json();
          assertEquals("1", next.get("pages").asString());
          assertTrue(next.get("after").isNull());
          assertEquals(
              List.of("Alpha", "Beta 100%"),
              java.util.stream.Stream.of(page, next)
                  .map(p -> p.get("promptGroups").get(0).get("name").asString())
                  .sorted()
                  .toList());
          assertEquals(1, found(ann, "name=0%25"));
          assertEquals(1, found(ann, "name=ALPH"));
          assertEquals(0, found(ann, "category=code"));
          assertEquals(2, found(ann, "category=sys__no__category__sys"));

          String path = "/api/prompts/groups/" + a.get("_id").asString();
          JsonNode renamed = patch(ann, path, "{\"command\":null,\"category\":\"code\"}");
          assertNull(renamed.get("command"));
          assertEquals(1, found(ann, "category=code"));
          for (int use = 1; use <= 30; use++) {
            assertEquals(
                use, post(ann, 200, path + "/use", "{}").get("numberOfGenerations").asInt());
          }
          post(ann, 429, path + "/use", "{}");
        });
  }

  /** An administrator could do more, so the one who shares is the first user, bob the second. */
  private static void share(TestClient owner, TestClient viewer, String group) {
    String id = viewer.get("/api/user").json().get("id").asString();
    assertEquals(404, viewer.get("/api/prompts/groups/" + group).status());
    TestClient.Reply reply =
        owner.send(
            "PUT",
            "/api/permissions/promptGroup/" + group,
            Map.of(
                "updated",
                List.of(Map.of("type", "user", "id", id, "accessRoleId", "promptGroup_viewer"))));
    assertEquals(200, reply.status(), reply.body());
  }

  private static int found(TestClient client, String query) {
    return client.get("/api/prompts/groups?" + query).json().get("promptGroups").size();
  }

  private static String memory(String key, String value) {
    return Json.write(Map.of("key", key, "value", value));
  }

  private static String prompt(String name, String command) {
    return Json.write(
        Map.of(
            "prompt",
            Map.of("prompt", "Hello {{name}}", "type", "text"),
            "group",
            Map.of("name", name, "command", command)));
  }

  private static JsonNode post(TestClient client, int status, String path, String body) {
    TestClient.Reply reply = client.post(path, Json.parse(body));
    assertEquals(status, reply.status(), reply.body());
    return reply.json();
  }

  private static JsonNode patch(TestClient client, String path, String body) {
    TestClient.Reply reply = client.send("PATCH", path, Json.parse(body));
    assertEquals(200, reply.status(), reply.body());
    return reply.json();
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.valueStream().map(row -> row.get(field).asString()).toList();
  }
}
