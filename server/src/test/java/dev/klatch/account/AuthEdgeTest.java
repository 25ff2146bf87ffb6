package dev.klatch.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.crypto.Tokens;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import dev.klatch.testing.AccountConfigBuilder;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import dev.klatch.testing.TestDatabases;
import dev.klatch.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input, forged tokens, settings and limits, over a real socket. */
class AuthEdgeTest {
  private static final String PASSWORD = "correct horse battery";

  @TempDir Path folder;
  private Database database;
  private TestServer server;

  @BeforeEach
  void start() {
    database = TestDatabases.sqlite(folder);
    server = TestServer.over(database).start();
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private void restart(AccountConfig config) {
    server.close();
    server = TestServer.over(database).accounts(config).start();
  }

  private Reply register(String field, Object value) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", "Test Person");
    body.put("email", "test@example.com");
    body.put("password", PASSWORD);
    body.put("confirm_password", PASSWORD);
    body.put(field, value);
    return server.client().post("/api/auth/register", Json.write(body));
  }

  private void assertRefused(String field, Object value) {
    Reply reply = register(field, value);
    assertEquals(404, reply.status(), field + "=" + value);
    assertTrue(reply.json().get("message").asString().startsWith(field), reply.body());
    assertEquals(field, reply.json().get("field").asString());
  }

  @Test
  void registrationNamesTheWrongField() {
    assertRefused("name", "ab");
    assertRefused("name", "x".repeat(81));
    assertRefused("name", "   a   ");
    assertRefused("name", 42);
    assertRefused("username", "a");
    assertRefused("username", "a<script>");
    assertRefused("username", "x".repeat(81));
    assertRefused("email", "no-address");
    assertRefused("email", "a@b");
    assertRefused("email", "a b@example.com");
    assertRefused("email", "a@@example.com");
    assertRefused("email", "x".repeat(250) + "@example.com");
    assertRefused("password", "short");
    assertRefused("password", "          ");
    assertRefused("password", "x".repeat(129));
    assertRefused("password", List.of(PASSWORD));
    assertRefused("confirm_password", "something else");
    assertRefused("confirm_password", false);
  }

  @Test
  void registrationTreatsNullAsAbsentAndIgnoresUnknownFields() {
    String body =
        "{\"name\":\"Test\",\"username\":null,\"email\":\"t@example.com\",\"role\":\"ADMIN\","
            + "\"password\":\"12345678\",\"confirm_password\":\"12345678\",\"extra\":{\"a\":[1]}}";
    server.register("first@example.com", PASSWORD);
    Reply reply = server.client().post("/api/auth/register", body);
    assertEquals(200, reply.status());
    assertEquals(
        "USER", server.login("t@example.com", "12345678").json().at("/user/role").asString());

    String nullEmail = "{\"name\":\"Test\",\"email\":null,\"password\":\"12345678\"}";
    assertEquals(404, server.client().post("/api/auth/register", nullEmail).status());
  }

  @Test
  void namesAndPasswordsOfAnyScriptWork() {
    String password = "пароль-密码-🔑🔑";
    Reply reply =
        server
            .client()
            .post(
                "/api/auth/register",
                Map.of(
                    "name", "Ąžuolas Ødegård 山田",
                    "username", "Ødegård_山田",
                    "email", "Unicode@Example.com",
                    "password", password,
                    "confirm_password", password));
    assertEquals(200, reply.status());
    Reply login = server.login("unicode@example.com", password);
    assertEquals("Ąžuolas Ødegård 山田", login.json().at("/user/name").asString());
    assertEquals("ødegård_山田", login.json().at("/user/username").asString());
    assertEquals(404, server.login("unicode@example.com", "пароль-密码-🔑").status());
  }

  @Test
  void aPasswordOf128CharactersWorksWhole() {
    String password = "x".repeat(127) + "y";
    server.register("long@example.com", password);

    assertEquals(200, server.login("long@example.com", password).status());
    assertEquals(404, server.login("long@example.com", "x".repeat(128)).status());
    assertEquals(404, server.login("long@example.com", password + "z").status());
  }

  @Test
  void badBodiesAreExplained() {
    for (String path : List.of("/api/auth/register", "/api/auth/login")) {
      Reply malformed = server.client().post(path, "{\"email\": ");
      assertEquals(400, malformed.status());
      assertEquals("Invalid JSON format", malformed.json().get("error").asString());
      assertEquals(400, server.client().post(path, "[1]").status());
      assertEquals(404, server.client().post(path, null).status());
      String huge = "{\"email\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}";
      assertEquals(413, server.client().post(path, huge).status());
    }
  }

  @Test
  void refreshWithoutOrWithWrongCookies() {
    Reply none = server.client().post("/api/auth/refresh", null);
    assertEquals(200, none.status());
    assertEquals("Refresh token not provided", none.body());
    assertEquals(403, refresh("garbage", ""));
    assertEquals(403, refresh("a.b.c", ""));
    assertEquals(403, refresh("a.b.c", "?retry=true"));
    String unknown =
        token(TestServer.REFRESH_SECRET, Map.of("id", id(), "sessionId", "f".repeat(24)));
    assertEquals(401, refresh(unknown, ""));
    assertEquals(403, refresh(unknown, "?retry=true"));
  }

  private int refresh(String token, String query) {
    return server
        .client()
        .with("Cookie", "refreshToken=" + token)
        .post("/api/auth/refresh" + query, null)
        .status();
  }

  private String id() {
    server.register("alice@example.com", PASSWORD);
    return server.login("alice@example.com", PASSWORD).json().at("/user/id").asString();
  }

  private String token(String secret, Map<String, String> claims) {
    Instant now = server.clock.instant();
    return new Tokens(secret, server.clock).sign(claims, now, now.plusSeconds(600));
  }

  private int userWith(String token) {
    return server.client().bearer(token).get("/api/user").status();
  }

  @Test
  void forgedAndForeignTokensAreRefused() {
    String id = id();
    assertEquals(200, userWith(token(TestServer.JWT_SECRET, Map.of("id", id))));
    assertEquals(401, userWith(token("another secret", Map.of("id", id))));
    assertEquals(401, userWith(token(TestServer.REFRESH_SECRET, Map.of("id", id))));
    assertEquals(401, userWith(token(TestServer.JWT_SECRET, Map.of("id", "0".repeat(24)))));
    assertEquals(
        401,
        userWith(token(TestServer.JWT_SECRET, Map.of("id", id, "sessionId", "0".repeat(24)))),
        "a refresh token under the same secret");
    assertEquals(401, userWith(token(TestServer.JWT_SECRET, Map.of("userId", id))));
    assertEquals(401, userWith(unsigned(id, "none")));
    assertEquals(401, userWith(unsigned(id, "HS256")));
    assertEquals(401, userWith(""));
    assertEquals(401, userWith("x".repeat(7_000)));
    assertEquals(401, server.client().with("Authorization", "Basic abc").get("/api/user").status());
    assertEquals(401, server.client().get("/api/user").status());
  }

  private static String unsigned(String id, String algorithm) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
    String claims = "{\"id\":\"" + id + "\",\"exp\":4102444800}";
    return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".";
  }

  @Test
  void anAccessTokenEndsAfterItsTime() {
    server.register("alice@example.com", PASSWORD);
    String token = server.login("alice@example.com", PASSWORD).json().get("token").asString();
    server.clock.advance(Duration.ofSeconds(899));
    assertEquals(200, userWith(token));
    server.clock.advance(Duration.ofSeconds(1));
    assertEquals(401, userWith(token));
  }

  @Test
  void theAccessTokenHasTheClaimsOfTheContract() {
    server.register("alice@example.com", PASSWORD);
    Reply login = server.login("alice@example.com", PASSWORD);
    List<String> parts = List.of(login.json().get("token").asString().split("\\.", -1));
    String claims = new String(Base64.getUrlDecoder().decode(parts.get(1)), StandardCharsets.UTF_8);

    assertEquals(
        List.of("id", "username", "provider", "email", "exp", "iat").stream().sorted().toList(),
        Json.parse(claims).propertyNames().stream().sorted().toList());
    assertEquals(
        900, Json.parse(claims).get("exp").asLong() - Json.parse(claims).get("iat").asLong());
  }

  @Test
  void overPlainHttpOnALanAddressOneStaysSignedInAfterReload() {
    server.register("alice@example.com", PASSWORD);
    TestClient lan = server.client();
    Reply login =
        lan.post("/api/auth/login", Map.of("email", "alice@example.com", "password", PASSWORD));
    assertFalse(login.cookies().toString().contains("Secure"));
    // A reload sends only the cookie.
    Reply reload =
        server
            .client()
            .with("Cookie", "refreshToken=" + login.cookie("refreshToken"))
            .post("/api/auth/refresh", null);
    assertEquals(200, reload.status());
    assertFalse(reload.cookies().toString().contains("Secure"));
  }

  @Test
  void cookiesAreSecureBehindAProxyThatSpeaksHttpsOrWhenForced() {
    server.register("alice@example.com", PASSWORD);
    Map<String, String> body = Map.of("email", "alice@example.com", "password", PASSWORD);
    Reply https = server.client().with("X-Forwarded-Proto", "https").post("/api/auth/login", body);
    assertTrue(https.cookies().stream().allMatch(cookie -> cookie.contains("; Secure;")));

    restart(AccountConfigBuilder.usual().secureCookies(true).build());
    assertTrue(server.login("alice@example.com", PASSWORD).cookies().toString().contains("Secure"));
    restart(AccountConfigBuilder.usual().secureCookies(false).build());
    Reply forcedOff =
        server.client().with("X-Forwarded-Proto", "https").post("/api/auth/login", body);
    assertFalse(forcedOff.cookies().toString().contains("Secure"));
  }

  @Test
  void closedRegistrationSaysSoAndMakesNoUser() {
    restart(AccountConfigBuilder.usual().registrationOpen(false).build());
    Reply reply = server.register("alice@example.com", PASSWORD);
    assertEquals(403, reply.status());
    assertTrue(reply.json().get("message").asString().contains("closed"));
    assertTrue(server.accounts.isEmpty());
  }

  @Test
  void onlyAllowedDomainsRegister() {
    restart(AccountConfigBuilder.usual().domains("example.org").build());
    assertEquals(403, server.register("a@example.com", PASSWORD).status());
    assertEquals(403, server.register("a@sub.example.org", PASSWORD).status());
    assertEquals(200, server.register("a@Example.org", PASSWORD).status());
  }

  @Test
  void emailSignInCanBeOff() {
    restart(AccountConfigBuilder.usual().emailLogin(false).build());
    assertEquals(403, server.login("a@example.com", PASSWORD).status());
  }

  @Test
  void signInAttemptsAreLimitedPerAddress() {
    restart(AccountConfigBuilder.usual().limits(2, 1).build());
    assertEquals(404, server.login("a@example.com", PASSWORD).status());
    assertEquals(404, server.login("a@example.com", PASSWORD).status());
    Reply refused = server.login("a@example.com", PASSWORD);
    assertEquals(429, refused.status());
    assertEquals("300", refused.header("Retry-After"));
    assertTrue(refused.json().get("message").asString().contains("Too many login attempts"));
    Map<String, String> body = Map.of("email", "a@example.com", "password", PASSWORD);
    Reply elsewhere =
        server.client().with("X-Forwarded-For", "203.0.113.9").post("/api/auth/login", body);
    assertEquals(404, elsewhere.status());

    server.clock.advance(Duration.ofMinutes(5));
    assertEquals(404, server.login("a@example.com", PASSWORD).status());
    assertEquals(200, server.register("a@example.com", PASSWORD).status());
    assertEquals(429, server.register("b@example.com", PASSWORD).status());
  }

  @Test
  void anImportedHashSignsInAndIsReplaced() {
    server.register("old@example.com", PASSWORD);
    // "abc" by another implementation of bcrypt (a vector of OpenBSD's).
    String bcrypt = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";
    database.write(handle -> handle.execute("UPDATE account_user SET password_hash = ?", bcrypt));

    assertEquals(404, server.login("old@example.com", "abd").status());
    assertEquals(200, server.login("old@example.com", "abc").status());
    String now =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT password_hash FROM account_user")
                    .mapTo(String.class)
                    .one());
    assertTrue(now.startsWith("$argon2id$"));
    assertEquals(200, server.login("old@example.com", "abc").status());
  }

  @Test
  void anAccountWithoutPasswordCannotSignInWithOne() {
    server.register("oidc@example.com", PASSWORD);
    database.write(handle -> handle.execute("UPDATE account_user SET password_hash = NULL"));
    assertEquals(404, server.login("oidc@example.com", PASSWORD).status());
  }
}
