package dev.klatch.favorite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Favorites and announcements over real sockets; each engine runs this suite. */
abstract class FavoriteContract {
  private static final String PATH = "/api/user/settings/favorites";
  private static final String BANNER = "/api/klatch/banner";

  private Database database;
  private TestServer server;
  private TestClient admin;
  private TestClient user;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    server = TestServer.over(database).start();
    admin = server.signedIn("admin@example.com");
    user = server.signedIn("user@example.com");
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private String codeOf(Object favorites) {
    TestClient.Reply reply = user.post(PATH, Map.of("favorites", favorites));
    assertEquals(400, reply.status());
    return reply.json().get("code").asString();
  }

  @Test
  void marksAreKeptInTheirOrderForTheirOwnerAlone() {
    String marks =
        "[{\"agentId\":\"agent_1\"},{\"model\":\"m\",\"endpoint\":\"E\"},{\"spec\":\"s\"}]";
    assertEquals(marks, user.post(PATH, "{\"favorites\":" + marks + "}").body());
    assertEquals(marks, user.get(PATH).body());
    assertEquals("[]", admin.get(PATH).body());
    user.post(PATH, "{\"favorites\":[]}");
    assertEquals("[]", user.get(PATH).body());
  }

  @Test
  void whatIsNoMarkIsRefusedAndNothingChanges() {
    user.post(PATH, "{\"favorites\":[{\"spec\":\"kept\"}]}");
    assertEquals("INVALID_FAVORITE", codeOf(List.of(Map.of())));
    assertEquals("INVALID_FAVORITE", codeOf(List.of(Map.of("model", "m"))));
    assertEquals("INVALID_FAVORITE", codeOf(List.of(Map.of("spec", "s", "agentId", "a"))));
    assertEquals("INVALID_FAVORITE", codeOf(List.of(Map.of("spec", "s".repeat(257)))));
    assertEquals("INVALID_FAVORITE", codeOf(List.of(Map.of("spec", 7))));
    assertEquals("MAX_FAVORITES_EXCEEDED", codeOf(Collections.nCopies(51, Map.of("spec", "s"))));
    assertEquals("FAVORITES_REQUIRED", codeOf("all"));
    assertEquals("[{\"spec\":\"kept\"}]", user.get(PATH).body());
  }

  @Test
  void toolsAreMarkedOneByOne() {
    String tool = PATH + "/tools/mcp/files";
    assertEquals(200, user.send("PUT", tool, null).status());
    assertEquals(200, user.send("PUT", tool, null).status());
    assertEquals("[{\"itemType\":\"mcp\",\"itemId\":\"files\"}]", user.get(PATH + "/tools").body());
    assertEquals("[]", admin.get(PATH + "/tools").body());
    assertEquals(400, user.send("PUT", PATH + "/tools/other/files", null).status());
    assertEquals("{\"ok\":true}", user.send("DELETE", tool, null).body());
    for (int i = 0; i < FavoriteService.MAX; i++) {
      assertEquals(200, user.send("PUT", PATH + "/tools/tool/t" + i, null).status());
    }
    assertEquals(
        "MAX_FAVORITES_EXCEEDED",
        user.send("PUT", PATH + "/tools/tool/more", null).json().get("code").asString());
  }

  @Test
  void anAnnouncementIsSetByAdministratorsAndShownAsItSays() {
    assertEquals("", user.get("/api/banner").body());
    assertEquals(403, user.send("PUT", BANNER, Map.of("message", "Mine")).status());
    assertEquals(400, admin.send("PUT", BANNER, Map.of("message", " ")).status());
    assertEquals(200, admin.send("PUT", BANNER, Map.of("message", "Tonight: pause")).status());
    assertEquals("Tonight: pause", user.get("/api/banner").json().get("message").asString());
    assertEquals("", server.client().get("/api/banner").body());
    String id = user.get("/api/banner").json().get("bannerId").asString();

    admin.send("PUT", BANNER, Map.of("message", "Tonight: pause", "isPublic", true));
    assertEquals(id, server.client().get("/api/banner").json().get("bannerId").asString());
    admin.send("PUT", BANNER, Map.of("message", "Tomorrow", "displayFrom", "2999-01-01T00:00:00Z"));
    assertEquals("", user.get("/api/banner").body());
    assertEquals("Tomorrow", admin.get(BANNER).json().at("/banner/message").asString());
    admin.send("DELETE", BANNER, null);
    assertEquals("{\"banner\":null}", admin.get(BANNER).body());
  }
}
