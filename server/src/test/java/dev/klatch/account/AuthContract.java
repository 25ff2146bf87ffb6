package dev.klatch.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import dev.klatch.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts and sessions over real sockets; each engine runs this suite. */
abstract class AuthContract {
  static final String PASSWORD = "correct horse battery";

  Database database;
  TestServer server;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    server = TestServer.over(database).start();
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private Reply refresh(String token) {
    return server
        .client()
        .with("Cookie", "token_provider=librechat; refreshToken=" + token)
        .post("/api/auth/refresh", null);
  }

  @Test
  void firstUserIsAdministratorAndTheNextIsNot() {
    server.register("first@example.com", PASSWORD);
    server.register("second@example.com", PASSWORD);

    assertEquals("ADMIN", roleOf("first@example.com"));
    assertEquals("USER", roleOf("second@example.com"));
  }

  private String roleOf(String email) {
    return server.login(email, PASSWORD).json().at("/user/role").asString();
  }

  @Test
  void parallelFirstRegistrationsGiveOneAdministrator() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies =
          IntStream.range(0, 8)
              .mapToObj(i -> pool.submit(() -> server.register("p" + i + "@example.com", PASSWORD)))
              .toList();
      for (Future<Reply> reply : replies) {
        assertEquals(200, reply.get().status());
      }
    }
    long administrators =
        IntStream.range(0, 8)
            .mapToObj(i -> roleOf("p" + i + "@example.com"))
            .filter("ADMIN"::equals)
            .count();
    assertEquals(1, administrators);
  }

  @Test
  void registeringAKnownAddressLooksTheSameAndChangesNothing() {
    Reply first = server.register("known@example.com", PASSWORD);
    Reply second = server.register("KNOWN@example.com ", "another password");

    assertEquals(200, second.status());
    assertEquals(first.body(), second.body());
    assertEquals(200, server.login("known@example.com", PASSWORD).status());
    assertEquals(404, server.login("known@example.com", "another password").status());
  }

  @Test
  void parallelRegistrationsOfOneAddressMakeOneAccount() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies =
          IntStream.range(0, 6)
              .mapToObj(i -> pool.submit(() -> server.register("one@example.com", PASSWORD)))
              .toList();
      for (Future<Reply> reply : replies) {
        assertEquals(200, reply.get().status());
      }
    }
    assertEquals("ADMIN", roleOf("one@example.com"));
  }

  @Test
  void signInGivesTokenUserAndCookies() {
    server.register("Alice@Example.com", PASSWORD);
    Reply reply = server.login("ALICE@example.com", PASSWORD);

    assertEquals(200, reply.status());
    assertEquals("alice@example.com", reply.json().at("/user/email").asString());
    assertTrue(reply.json().at("/user/id").asString().matches("[0-9a-f]{24}"));
    assertEquals(reply.json().at("/user/id"), reply.json().at("/user/_id"));
    assertTrue(reply.json().at("/user/avatar").isNull());
    assertFalse(reply.body().contains("argon2"));
    assertEquals(
        List.of(
            "refreshToken="
                + reply.cookie("refreshToken")
                + "; Path=/; Expires=Fri, 27 Nov 2026 10:00:00 GMT; HttpOnly; SameSite=Strict",
            "token_provider=librechat; Path=/; Expires=Fri, 27 Nov 2026 10:00:00 GMT; HttpOnly;"
                + " SameSite=Strict"),
        reply.cookies());
  }

  @Test
  void wrongPasswordAndUnknownAddressLookTheSame() {
    server.register("alice@example.com", PASSWORD);
    Reply wrong = server.login("alice@example.com", "not the password");
    Reply unknown = server.login("nobody@example.com", "not the password");

    assertEquals(404, wrong.status());
    assertEquals(404, unknown.status());
    assertEquals(wrong.json().get("message"), unknown.json().get("message"));
  }

  @Test
  void refreshRotatesTheTokenAndKeepsTheExpiry() {
    server.register("alice@example.com", PASSWORD);
    String first = server.login("alice@example.com", PASSWORD).cookie("refreshToken");
    server.clock.advance(Duration.ofHours(1));

    Reply reply = refresh(first);

    assertEquals(200, reply.status());
    assertEquals("alice@example.com", reply.json().at("/user/email").asString());
    assertNotEquals(first, reply.cookie("refreshToken"));
    assertTrue(reply.cookies().getFirst().contains("Expires=Fri, 27 Nov 2026 10:00:00 GMT"));
    TestClient client = server.client().bearer(reply.json().get("token").asString());
    assertEquals(200, client.get("/api/user").status());
  }

  @Test
  void parallelTabsAllGetTheSameCurrentToken() throws Exception {
    server.register("alice@example.com", PASSWORD);
    String first = server.login("alice@example.com", PASSWORD).cookie("refreshToken");
    server.clock.advance(Duration.ofMinutes(10));

    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> tabs =
          IntStream.range(0, 10).mapToObj(i -> pool.submit(() -> refresh(first))).toList();
      String current = tabs.getFirst().get().cookie("refreshToken");
      for (Future<Reply> tab : tabs) {
        assertEquals(200, tab.get().status());
        assertEquals(current, tab.get().cookie("refreshToken"));
      }
      server.clock.advance(Duration.ofMinutes(10));
      assertEquals(200, refresh(current).status());
    }
  }

  @Test
  void replacedTokenAnswersForAMinuteOnly() {
    server.register("alice@example.com", PASSWORD);
    String first = server.login("alice@example.com", PASSWORD).cookie("refreshToken");
    server.clock.advance(Duration.ofMinutes(10));
    String second = refresh(first).cookie("refreshToken");
    server.clock.advance(Duration.ofSeconds(59));
    assertEquals(200, refresh(first).status());
    server.clock.advance(Duration.ofSeconds(1));

    assertEquals(401, refresh(first).status());
    assertEquals(401, refresh(second).status(), "the session of a reused token is over");
  }

  @Test
  void olderTokenEndsTheSessionEvenWithinTheMinute() {
    server.register("alice@example.com", PASSWORD);
    String first = server.login("alice@example.com", PASSWORD).cookie("refreshToken");
    server.clock.advance(Duration.ofSeconds(2));
    String second = refresh(first).cookie("refreshToken");
    server.clock.advance(Duration.ofSeconds(2));
    String third = refresh(second).cookie("refreshToken");

    assertEquals(401, refresh(first).status());
    assertEquals(401, refresh(third).status());
  }

  @Test
  void signOutEndsThisSessionOnlyAndClearsTheCookies() {
    server.register("alice@example.com", PASSWORD);
    Reply here = server.login("alice@example.com", PASSWORD);
    Reply there = server.login("alice@example.com", PASSWORD);

    Reply reply =
        server
            .client()
            .bearer(here.json().get("token").asString())
            .with("Cookie", "refreshToken=" + here.cookie("refreshToken"))
            .post("/api/auth/logout", null);

    assertEquals("{\"message\":\"Logout successful\"}", reply.body());
    assertEquals(
        List.of(
            "refreshToken=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "openid_access_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "openid_id_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "openid_user_id=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "token_provider=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"),
        reply.cookies());
    assertEquals(401, refresh(here.cookie("refreshToken")).status());
    assertEquals(200, refresh(there.cookie("refreshToken")).status());
  }

  @Test
  void deletedAndDemotedUsersLoseAccessAtOnce() {
    server.register("admin@example.com", PASSWORD);
    server.register("alice@example.com", PASSWORD);
    Reply login = server.login("alice@example.com", PASSWORD);
    String id = login.json().at("/user/id").asString();
    TestClient alice = server.client().bearer(login.json().get("token").asString());
    server.accounts.setRole(id, "ADMIN");
    assertEquals(200, alice.get("/api/roles/ADMIN").status());

    server.accounts.setRole(id, "USER");
    assertEquals(403, alice.get("/api/roles/ADMIN").status());

    List<String> erased = new ArrayList<>();
    server.accounts.holds(erased::add);
    server.accounts.delete(id);
    assertEquals(List.of(id), erased);
    assertEquals(401, alice.get("/api/user").status());
    assertEquals(401, refresh(login.cookie("refreshToken")).status());
    assertEquals(404, server.login("alice@example.com", PASSWORD).status());
  }

  @Test
  void sessionsEndAndArePurged() {
    server.register("alice@example.com", PASSWORD);
    String token = server.login("alice@example.com", PASSWORD).cookie("refreshToken");
    assertEquals(0, server.sessions.purge());
    server.clock.advance(Duration.ofDays(7));

    assertEquals(403, refresh(token).status());
    assertEquals(1, server.sessions.purge());
    assertEquals(0, server.sessions.purge());
  }

  @Test
  void termsAreAcceptedOnce() {
    TestClient alice = server.signedIn("alice@example.com");
    assertEquals(
        "{\"termsAccepted\":false,\"termsAcceptedAt\":null}", alice.get("/api/user/terms").body());

    assertEquals(200, alice.post("/api/user/terms/accept", Map.of()).status());
    assertEquals(
        "{\"termsAccepted\":true,\"termsAcceptedAt\":\"2026-11-20T10:00:00.123Z\"}",
        alice.get("/api/user/terms").body());
  }
}
