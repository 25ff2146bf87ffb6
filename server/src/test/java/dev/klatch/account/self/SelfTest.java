package dev.klatch.account.self;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.sql.Database;
import dev.klatch.testing.AccountConfigBuilder;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import dev.klatch.testing.TestDatabases.Engine;
import dev.klatch.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What people change of their own account. */
@ParameterizedClass
@EnumSource(Engine.class)
class SelfTest {
  private static final String ALICE = "alice@example.com";
  private static final String PASSWORD = "correct horse battery";

  private final Engine engine;
  @TempDir Path folder;

  private Database database;
  private TestServer server;

  SelfTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    database = engine.open(folder);
    start(AccountConfigBuilder.usual());
    server.register("admin@example.com", PASSWORD);
  }

  private void start(AccountConfigBuilder config) {
    server = TestServer.over(database).accounts(config.build()).start();
  }

  @AfterEach
  void close() {
    server.close();
    database.close();
  }

  @Test
  void namesChange() {
    TestClient alice = server.signedIn(ALICE);
    Reply changed =
        alice.send(
            "PATCH", "/api/klatch/account", Map.of("name", " Alice L. ", "username", "Alice"));
    assertEquals("Alice L.", changed.json().get("name").asString());
    assertEquals("alice", alice.get("/api/user").json().get("username").asString());
    Reply wrong = alice.send("PATCH", "/api/klatch/account", Map.of("name", "A\nB\nC"));
    assertEquals(400, wrong.status());
    assertEquals("name", wrong.json().get("field").asString());
    assertEquals(401, server.client().send("PATCH", "/api/klatch/account", Map.of()).status());
  }

  @Test
  void aPasswordChangesForWhoKnowsItAndOtherDevicesAreSignedOut() {
    TestClient alice = server.signedIn(ALICE);
    TestClient phone =
        server.client().bearer(server.login(ALICE, PASSWORD).json().get("token").asString());
    server.clock.advance(Duration.ofSeconds(2));
    String path = "/api/klatch/account/password";
    assertEquals(
        400, alice.post(path, Map.of("current", "wrong", "password", "another good one")).status());
    assertEquals(400, alice.post(path, Map.of("current", PASSWORD, "password", "short")).status());

    Reply changed = alice.post(path, Map.of("current", PASSWORD, "password", "another good one"));
    assertEquals(200, changed.status(), changed.body());
    assertEquals(401, phone.get("/api/user").status());
    assertEquals(401, alice.get("/api/user").status(), "the old token too");
    TestClient renewed = server.client().bearer(changed.json().get("token").asString());
    assertEquals(200, renewed.get("/api/user").status());
    assertFalse(changed.cookie("refreshToken").isEmpty());
    assertEquals(404, server.login(ALICE, PASSWORD).status());
    assertEquals(200, server.login(ALICE, "another good one").status());
  }

  @Test
  void aDeletedAccountTakesEverythingAlong() {
    TestClient alice = server.signedIn(ALICE);
    String id = alice.get("/api/user").json().get("id").asString();
    String refresh = server.login(ALICE, PASSWORD).cookie("refreshToken");
    List<String> erased = new ArrayList<>();
    server.accounts.holds(
        user -> {
          erased.add(user);
          Reply during = alice.get("/api/user");
          assertEquals(401, during.status());
          assertEquals("ACCOUNT_DELETION_IN_PROGRESS", during.json().get("code").asString());
          assertEquals(200, alice.get("/api/config").status(), "what needs nobody still answers");
          assertEquals(404, server.login(ALICE, PASSWORD).status());
        });
    Reply deleted = alice.send("DELETE", "/api/user/delete", null);

    assertEquals(200, deleted.status(), deleted.body());
    assertEquals(List.of(id), erased);
    assertEquals(401, alice.get("/api/user").status());
    assertEquals(
        401,
        server
            .client()
            .with("Cookie", "refreshToken=" + refresh)
            .post("/api/auth/refresh", null)
            .status());
    assertEquals(200, server.register(ALICE, PASSWORD).status());
    assertEquals(200, server.login(ALICE, PASSWORD).status(), "the address is free again");
  }

  @Test
  void aDeletionThatFailsIsFinishedLater() {
    TestClient alice = server.signedIn(ALICE);
    String id = alice.get("/api/user").json().get("id").asString();
    List<String> tries = new ArrayList<>();
    server.accounts.holds(
        user -> {
          tries.add(user);
          if (tries.size() == 1) {
            throw new IllegalStateException("the disk is full");
          }
        });
    assertThrows(IllegalStateException.class, () -> server.accounts.delete(id));
    assertEquals(401, alice.get("/api/user").status());
    server.accounts.finishDeletions();
    assertEquals(List.of(id, id), tries);
    assertTrue(server.accounts.find(id).isEmpty());
  }

  @Test
  void deletingCanBeSwitchedOffAndTheLastAdministratorStays() {
    server.close();
    start(AccountConfigBuilder.usual().deletion(false));
    TestClient alice = server.signedIn(ALICE);
    assertEquals(403, alice.send("DELETE", "/api/user/delete", null).status());
    assertFalse(alice.get("/api/klatch/account").json().get("mayDelete").asBoolean());
    Reply login = server.login("admin@example.com", PASSWORD);
    TestClient admin = server.client().bearer(login.json().get("token").asString());
    Reply refused = admin.send("DELETE", "/api/user/delete", null);
    assertEquals("LAST_ADMINISTRATOR", refused.json().get("code").asString());
    server.accounts.setRole(alice.get("/api/user").json().get("id").asString(), "ADMIN");
    assertEquals(200, admin.send("DELETE", "/api/user/delete", null).status());
  }

  @Test
  void withoutRotationARefreshTokenLivesAsLongAsItsSession() {
    server.close();
    start(AccountConfigBuilder.usual().rotateTokens(false));
    server.register(ALICE, PASSWORD);
    String token = server.login(ALICE, PASSWORD).cookie("refreshToken");
    TestClient browser = server.client().with("Cookie", "refreshToken=" + token);
    server.clock.advance(Duration.ofDays(3));
    assertEquals(token, browser.post("/api/auth/refresh", null).cookie("refreshToken"));
    assertEquals(200, browser.post("/api/auth/refresh", null).status());
    server.clock.advance(Duration.ofDays(5));
    assertEquals(403, browser.post("/api/auth/refresh", null).status());
  }
}
