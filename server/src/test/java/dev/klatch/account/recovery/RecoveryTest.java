package dev.klatch.account.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.mail.MailConfig;
import dev.klatch.mail.SmtpMailer;
import dev.klatch.sql.Database;
import dev.klatch.testing.AccountConfigBuilder;
import dev.klatch.testing.MailStub;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import dev.klatch.testing.TestDatabases.Engine;
import dev.klatch.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Links by mail and without, over real sockets and a real mail server. */
@ParameterizedClass
@EnumSource(Engine.class)
class RecoveryTest {
  private static final String ALICE = "alice@example.com";
  private static final String OLD = "correct horse battery";
  private static final String NEW = "another good password";

  private final Engine engine;
  @TempDir Path folder;

  private final MailStub mails = new MailStub();
  private Database database;
  private TestServer server;

  RecoveryTest(Engine engine) {
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
    mails.close();
  }

  private void start(boolean mail, AccountConfigBuilder config) {
    server.close();
    TestServer.Builder builder = TestServer.over(database).accounts(config.build());
    if (mail) {
      MailConfig.Smtp smtp =
          new MailConfig.Smtp(
              "localhost",
              mails.port(),
              MailConfig.Encryption.OPPORTUNISTIC,
              null,
              false,
              "mailer",
              "mail-password",
              new MailConfig.Sender("noreply@example.com", "Klätsch"));
      builder.mailer(new SmtpMailer(smtp, java.time.Clock.systemUTC()));
    }
    server = builder.start();
    server.register("admin@example.com", OLD);
  }

  private static AccountConfigBuilder resettable() {
    return AccountConfigBuilder.usual().passwordReset(true);
  }

  private Reply post(String path, Object body) {
    return server.client().post(path, body);
  }

  private Reply reset(MailStub.Received mail, String password) {
    return post(
        "/api/auth/resetPassword",
        Map.of(
            "userId",
            mail.parameter("userId"),
            "token",
            mail.parameter("token"),
            "password",
            password,
            "confirm_password",
            password));
  }

  @Test
  void aForgottenPasswordIsReplacedByMailAndEveryDeviceSignedOut() {
    start(true, resettable().unverifiedLogin(true));
    server.register(ALICE, OLD);
    mails.take();
    Reply login = server.login(ALICE, OLD);
    TestClient phone = server.client().bearer(login.json().get("token").asString());
    server.clock.advance(Duration.ofSeconds(2));

    Reply asked = post("/api/auth/requestPasswordReset", Map.of("email", " Alice@Example.com "));
    Reply unknown = post("/api/auth/requestPasswordReset", Map.of("email", "no@example.com"));

    assertEquals(asked.body(), unknown.body(), "nobody learns who has an account");
    MailStub.Received mail = mails.take();
    assertEquals("mailer:mail-password", mail.login());
    assertTrue(mail.to().toString().contains(ALICE), mail.to().toString());
    assertTrue(mail.data().contains("text/html"), "an HTML form beside the plain one");
    assertFalse(mail.data().contains("Test Person"), "no text of others is in a mail");
    assertTrue(mail.link().startsWith("http://pages.example/reset-password?token="), mail.link());
    assertEquals(400, reset(mail, "short").status());
    assertEquals(200, reset(mail, NEW).status());
    assertEquals(401, phone.get("/api/user").status());
    assertEquals(404, server.login(ALICE, OLD).status());
    Reply again = server.login(ALICE, NEW);
    assertEquals(200, again.status());
    assertTrue(again.json().at("/user/emailVerified").asBoolean(), "the link came by mail");
    assertTrue(mails.take().data().contains("was changed"));
    assertEquals(400, reset(mail, OLD).status(), "a link opens once");
    assertEquals(0, mails.waiting());
  }

  @Test
  void aLinkIsForItsUserAndItsTime() {
    start(true, resettable());
    server.register(ALICE, OLD);
    mails.take();
    post("/api/auth/requestPasswordReset", Map.of("email", ALICE));
    MailStub.Received mail = mails.take();
    String bob = server.login("admin@example.com", OLD).json().at("/user/id").asString();

    Reply foreign =
        post(
            "/api/auth/resetPassword",
            Map.of("userId", bob, "token", mail.parameter("token"), "password", NEW));
    assertEquals(400, foreign.status());
    assertEquals(200, server.login("admin@example.com", OLD).status());
    server.clock.advance(Duration.ofMinutes(15));
    assertEquals(400, reset(mail, NEW).status());
  }

  @Test
  void withoutMailTheLinkIsShownForAnyAddress() {
    start(false, resettable());
    Reply known = post("/api/auth/requestPasswordReset", Map.of("email", "admin@example.com"));
    Reply unknown = post("/api/auth/requestPasswordReset", Map.of("email", "no@example.com"));

    assertEquals(200, known.status());
    String link = known.json().get("link").asString();
    assertTrue(link.matches("http://pages.example/reset-password\\?token=[0-9a-f]{64}&userId=.+"));
    assertEquals(link.length(), unknown.json().get("link").asString().length());
  }

  @Test
  void resettingIsOffUnlessAllowedAndLimited() {
    start(false, AccountConfigBuilder.usual().limits(3, 1_000));
    Map<String, String> body = Map.of("email", ALICE);
    assertEquals(403, post("/api/auth/requestPasswordReset", body).status());
    assertEquals(403, post("/api/auth/resetPassword", Map.of("password", NEW)).status());
    post("/api/auth/requestPasswordReset", body);
    post("/api/auth/requestPasswordReset", body);
    assertEquals(429, post("/api/auth/requestPasswordReset", body).status());
  }

  @Test
  void anAddressIsConfirmedBeforeSigningIn() {
    start(true, AccountConfigBuilder.usual());
    assertEquals(200, server.login("admin@example.com", OLD).status(), "the first gets in anyway");
    server.register(ALICE, OLD);
    MailStub.Received mail = mails.take();
    Reply refused = server.login(ALICE, OLD);
    assertEquals(422, refused.status());
    assertEquals(404, server.login(ALICE, "wrong password").status(), "only who knows it is told");

    String token = mail.parameter("token");
    Map<String, String> foreign = Map.of("email", "admin@example.com", "token", token);
    assertEquals(400, post("/api/user/verify", foreign).status());
    assertEquals(400, post("/api/user/verify", Map.of("email", ALICE, "token", "x")).status());
    Map<String, String> right = Map.of("email", "alice%40example.com", "token", token);
    Reply verified = post("/api/user/verify", right);
    assertEquals(200, verified.status(), verified.body());
    assertEquals("success", verified.json().get("status").asString());
    assertEquals(200, post("/api/user/verify", right).status(), "a second click does no harm");
    assertEquals(200, server.login(ALICE, OLD).status());
  }

  @Test
  void anotherMailIsSentToThoseWhoWaitForOne() {
    start(true, AccountConfigBuilder.usual());
    server.register(ALICE, OLD);
    mails.take();
    Reply waiting = post("/api/user/verify/resend", Map.of("email", ALICE));
    MailStub.Received mail = mails.take();
    Reply verified = post("/api/user/verify/resend", Map.of("email", "admin@example.com"));

    assertEquals(waiting.body(), verified.body());
    assertEquals(
        200,
        post("/api/user/verify", Map.of("email", ALICE, "token", mail.parameter("token")))
            .status());
    assertEquals(0, mails.waiting());
  }

  @Test
  void aMailThatCannotBeSentChangesNoReply() {
    start(true, resettable());
    mails.refuse();
    assertEquals(200, server.register(ALICE, OLD).status());
    assertEquals(200, post("/api/auth/requestPasswordReset", Map.of("email", ALICE)).status());
  }
}
