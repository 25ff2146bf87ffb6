package dev.klatch.account.twofactor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.sql.Database;
import dev.klatch.testing.AccountConfigBuilder;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import dev.klatch.testing.TestDatabases.Engine;
import dev.klatch.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The second factor from setting it up to losing the device. */
@ParameterizedClass
@EnumSource(Engine.class)
class TwoFactorTest {
  private static final String ALICE = "alice@example.com";
  private static final String PASSWORD = "correct horse battery";

  private final Engine engine;
  @TempDir Path folder;

  private Database database;
  private TestServer server;

  TwoFactorTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    database = engine.open(folder);
    server = TestServer.over(database).start();
  }

  @AfterEach
  void close() {
    server.close();
    database.close();
  }

  private record Enrolled(TestClient client, String secret, List<String> backupCodes) {}

  private String code(String secret) {
    return Totp.code(secret, Math.floorDiv(server.clock.instant().getEpochSecond(), 30L));
  }

  private void nextStep() {
    server.clock.advance(Duration.ofSeconds(30));
  }

  private Enrolled enrol() {
    TestClient alice = server.signedIn(ALICE);
    JsonNode setup = alice.post("/api/auth/2fa/enable", null).json();
    String address = setup.get("otpauthUrl").asString();
    String secret = address.replaceFirst(".*secret=([A-Z2-7]+).*", "$1");
    List<String> codes = setup.get("backupCodes").valueStream().map(JsonNode::asString).toList();
    assertTrue(address.startsWith("otpauth://totp/Klatch:alice%40example.com?"), address);
    assertEquals(10, codes.size());
    assertFalse(alice.get("/api/user").json().get("twoFactorEnabled").asBoolean());
    Map<String, String> proof = Map.of("token", code(secret));
    assertEquals(400, alice.post("/api/auth/2fa/confirm", Map.of("token", "000000")).status());
    // Clients ask twice with the same code: to check it, then to switch on.
    assertEquals(200, alice.post("/api/auth/2fa/verify", proof).status());
    assertEquals(200, alice.post("/api/auth/2fa/confirm", proof).status());
    assertTrue(alice.get("/api/user").json().get("twoFactorEnabled").asBoolean());
    return new Enrolled(alice, secret, codes);
  }

  private String tempToken() {
    Reply login = server.login(ALICE, PASSWORD);
    assertTrue(login.json().get("twoFAPending").asBoolean(), login.body());
    assertTrue(login.cookies().isEmpty(), "no session before the second step");
    return login.json().get("tempToken").asString();
  }

  private Reply finish(String tempToken, Map<String, String> proof) {
    Map<String, String> body = new java.util.HashMap<>(proof);
    body.put("tempToken", tempToken);
    return server.client().post("/api/auth/2fa/verify-temp", body);
  }

  @Test
  void signingInTakesACodeThatCountsOnce() {
    Enrolled alice = enrol();
    nextStep();
    String temp = tempToken();
    assertEquals(401, server.client().bearer(temp).get("/api/user").status(), "opens nothing");
    assertEquals(401, finish(temp, Map.of("token", "123456")).status());
    assertEquals(400, finish(temp, Map.of()).status());
    String code = code(alice.secret());

    Reply signedIn = finish(temp, Map.of("token", code));
    assertEquals(200, signedIn.status(), signedIn.body());
    assertFalse(signedIn.cookie("refreshToken").isEmpty());
    assertEquals(401, finish(tempToken(), Map.of("token", code)).status(), "used before");
    nextStep();
    assertEquals(200, finish(tempToken(), Map.of("token", code(alice.secret()))).status());
    String late = tempToken();
    server.clock.advance(Duration.ofMinutes(5));
    assertEquals(401, finish(late, Map.of("token", code(alice.secret()))).status());
  }

  @Test
  void aBackupCodeCountsOnceAndNewOnesReplaceAll() {
    Enrolled alice = enrol();
    String first = alice.backupCodes().getFirst();
    assertEquals(200, finish(tempToken(), Map.of("backupCode", first)).status());
    assertEquals(401, finish(tempToken(), Map.of("backupCode", first)).status());
    JsonNode overview = alice.client().get("/api/klatch/account").json();
    assertEquals(9, overview.get("backupCodesLeft").asInt());

    String second = alice.backupCodes().get(1);
    Reply renewed =
        alice.client().post("/api/auth/2fa/backup/regenerate", Map.of("backupCode", second));
    assertEquals(200, renewed.status(), renewed.body());
    assertEquals(10, renewed.json().get("backupCodesHash").size());
    String third = alice.backupCodes().get(2);
    assertEquals(401, finish(tempToken(), Map.of("backupCode", third)).status());
    String fresh = renewed.json().get("backupCodes").get(0).asString();
    assertEquals(200, finish(tempToken(), Map.of("backupCode", fresh)).status());
  }

  @Test
  void switchingItOffOrOverTakesAProof() {
    Enrolled alice = enrol();
    nextStep();
    assertEquals(400, alice.client().post("/api/auth/2fa/disable", null).status());
    assertEquals(400, alice.client().post("/api/auth/2fa/enable", null).status());
    assertEquals(
        401, alice.client().post("/api/auth/2fa/disable", Map.of("token", "000000")).status());
    assertEquals(
        200,
        alice
            .client()
            .post("/api/auth/2fa/disable", Map.of("token", code(alice.secret())))
            .status());
    assertTrue(server.login(ALICE, PASSWORD).json().has("token"));
    assertEquals(400, alice.client().post("/api/auth/2fa/disable", Map.of("token", "1")).status());
  }

  @Test
  void aCodeOfSomebodyElseOpensNothing() {
    enrol();
    TestClient bob = server.signedIn("bob@example.com");
    JsonNode setup = bob.post("/api/auth/2fa/enable", null).json();
    String secret = setup.get("otpauthUrl").asString().replaceFirst(".*secret=([A-Z2-7]+).*", "$1");
    assertEquals(401, finish(tempToken(), Map.of("token", code(secret))).status());
    String code = setup.get("backupCodes").get(0).asString();
    assertEquals(401, finish(tempToken(), Map.of("backupCode", code)).status());
  }

  @Test
  void guessingIsLimitedForEachPerson() {
    server.close();
    server =
        TestServer.over(database)
            .accounts(AccountConfigBuilder.usual().limits(12, 100).build())
            .start();
    enrol();
    String temp = tempToken();
    for (int i = 0; i < 9; i++) {
      assertEquals(401, finish(temp, Map.of("token", "00000" + i)).status());
    }
    assertEquals(429, finish(temp, Map.of("token", "999999")).status());
  }

  @Test
  void secretsAreNotStoredReadable() {
    Enrolled alice = enrol();
    String stored =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT secret FROM account_second_factor")
                    .mapTo(String.class)
                    .one());
    assertFalse(stored.contains(alice.secret()));
    int readable =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM account_backup_code WHERE code_hash = :code")
                    .bind("code", alice.backupCodes().getFirst())
                    .mapTo(Integer.class)
                    .one());
    assertEquals(0, readable);
  }
}
