package dev.klatch.providerkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.http.AppException;
import dev.klatch.provider.CallContext.UserCredentials;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.sql.Database;
import dev.klatch.telemetry.Secrets;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import dev.klatch.testing.TestDatabases.Engine;
import dev.klatch.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that people bring: stored, used, expired, revoked. */
@ParameterizedClass
@EnumSource(Engine.class)
class ProviderKeyTest {
  private static final String KEY = "planted-key-3f9a7c21";

  private final Engine engine;
  @TempDir Path folder;

  private Database database;
  private TestServer server;
  private TestClient alice;
  private String aliceId;

  ProviderKeyTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    database = engine.open(folder);
    server = TestServer.over(database).start();
    alice = server.signedIn("alice@example.com");
    aliceId = alice.get("/api/user").json().get("id").asString();
  }

  @AfterEach
  void close() {
    server.close();
    database.close();
  }

  static EndpointConfig endpoint(String name, String key, String url) {
    return new EndpointConfig(
        name,
        EndpointConfig.Type.CUSTOM,
        key,
        url,
        false,
        Map.of(),
        List.of(),
        true,
        false,
        Map.of(),
        Set.of(),
        EndpointConfig.TitleConfig.defaults(),
        null,
        null,
        null,
        Map.of(),
        Map.of());
  }

  private static final EndpointConfig OWN_KEY =
      endpoint("Own", "user_provided", "https://api.example/v1");
  private static final EndpointConfig OWN_BOTH = endpoint("Own", "user_provided", "user_provided");

  private Reply put(String name, String value, @Nullable String expiresAt) {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("name", name);
    body.put("value", value);
    body.put("expiresAt", expiresAt);
    return alice.send("PUT", "/api/keys", body);
  }

  private String refusal(EndpointConfig endpoint) {
    AppException e = assertThrows(AppException.class, () -> server.keys.require(aliceId, endpoint));
    assertEquals(400, e.status());
    return String.valueOf(e.fields().get("type"));
  }

  @Test
  void aKeyIsStoredForItsOwnerAloneAndNotReadable() {
    assertEquals("{\"expiresAt\":null}", alice.get("/api/keys?name=Own").body());
    assertEquals("no_user_key", refusal(OWN_KEY));
    Reply stored = put("Own", KEY, null);
    assertEquals(201, stored.status());
    assertEquals("", stored.body());
    assertEquals("{\"expiresAt\":\"never\"}", alice.get("/api/keys?name=Own").body());

    server.keys.require(aliceId, OWN_KEY);
    assertEquals(
        Optional.of(new UserCredentials(KEY, null)), server.keys.credentials(aliceId, OWN_KEY));
    assertEquals("no_base_url", refusal(OWN_BOTH));
    TestClient bob = server.signedIn("bob@example.com");
    String bobId = bob.get("/api/user").json().get("id").asString();
    assertEquals("{\"expiresAt\":null}", bob.get("/api/keys?name=Own").body());
    assertEquals(Optional.empty(), server.keys.credentials(bobId, OWN_KEY));
    assertEquals(204, bob.send("DELETE", "/api/keys/Own", null).status());
    assertEquals(204, bob.send("DELETE", "/api/keys?all=true", null).status());
    assertTrue(server.keys.credentials(aliceId, OWN_KEY).isPresent(), "nobody else's to revoke");
    String row =
        database.read(
            handle ->
                handle.createQuery("SELECT value FROM provider_key").mapTo(String.class).one());
    assertFalse(row.contains(KEY));
    assertFalse(alice.get("/api/klatch/keys").body().contains(KEY));
    assertEquals("a [redacted] b", Secrets.redact("a " + KEY + " b"));
  }

  @Test
  void aCopiedRowOpensNothing() {
    put("Own", KEY, null);
    database.change(
        handle -> handle.execute("UPDATE provider_key SET name = 'Other' WHERE name = 'Own'"));
    EndpointConfig other = endpoint("Other", "user_provided", "https://evil.example/v1");
    assertEquals("invalid_user_key", refusal(other));
    assertEquals(Optional.empty(), server.keys.credentials(aliceId, other));
  }

  @Test
  void keyAndAddressComeAsJson() {
    String value = "{\"apiKey\":\" " + KEY + " \",\"baseURL\":\"https://api.example/v1\"}";
    assertEquals(201, put("Own", value, "").status());
    assertEquals(
        Optional.of(new UserCredentials(KEY, "https://api.example/v1")),
        server.keys.credentials(aliceId, OWN_BOTH));
    String listed = alice.get("/api/klatch/keys").body();
    assertTrue(listed.contains("https://api.example/v1"), listed);
    assertFalse(listed.contains(KEY), listed);
  }

  @Test
  void anExpiredKeyIsToldAndEmptied() {
    String soon = server.clock.instant().plus(Duration.ofMinutes(10)).toString();
    assertEquals(201, put("Own", KEY, soon).status());
    server.keys.require(aliceId, OWN_KEY);
    server.clock.advance(Duration.ofMinutes(10));
    assertEquals("expired_user_key", refusal(OWN_KEY));
    assertEquals(Optional.empty(), server.keys.credentials(aliceId, OWN_KEY));
    server.keys.purge();
    assertEquals("expired_user_key", refusal(OWN_KEY));
    assertTrue(alice.get("/api/klatch/keys").json().at("/keys/0/expired").asBoolean());
    server.clock.advance(Duration.ofDays(31));
    server.keys.purge();
    assertEquals("no_user_key", refusal(OWN_KEY));
  }

  @Test
  void keysAreRevokedOneByOneOrAll() {
    put("Own", KEY, null);
    put("Some/Name", KEY, null);
    put("Third", KEY, null);
    assertEquals(204, alice.send("DELETE", "/api/keys/Some%2FName", null).status());
    assertEquals("{\"expiresAt\":null}", alice.get("/api/keys?name=Some%2FName").body());
    assertEquals(400, alice.send("DELETE", "/api/keys", null).status());
    assertEquals(2, alice.get("/api/klatch/keys").json().get("keys").size());
    assertEquals(204, alice.send("DELETE", "/api/keys?all=true", null).status());
    assertEquals(0, alice.get("/api/klatch/keys").json().get("keys").size());
  }

  @Test
  void whatIsNoKeyIsRefusedAndNothingStored() {
    List<Reply> refused =
        List.of(
            put("", KEY, null),
            put("n".repeat(129), KEY, null),
            put("Own", "  ", null),
            put("Own", "line\nbreak: header", null),
            put("Own", "{not json", null),
            put("Own", "{\"apiKey\":\"k\",\"baseURL\":\"ftp://x\"}", null),
            put("Own", "k".repeat(9_000), null),
            put("Own", KEY, "tomorrow"),
            put("Own", KEY, "2001-01-01T00:00:00.000Z"));
    refused.forEach(reply -> assertEquals(400, reply.status(), reply.body()));
    assertEquals(0, alice.get("/api/klatch/keys").json().get("keys").size());
    assertEquals(401, server.client().get("/api/keys?name=Own").status());
  }
}
