package dev.klatch.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.http.Route;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import dev.klatch.testing.TestDatabases;
import dev.klatch.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a client asks for while it boots, over a real socket. */
class BootRoutesTest {
  private static final JsonNode INTERFACE =
      Json.parse(
          "{\"privacyPolicy\":{\"externalUrl\":\"https://example.com/p\"},\"contextCost\":true,"
              + "\"multiConvo\":false,\"agents\":{\"use\":false},\"customWelcome\":\"Hi\"}");

  @TempDir Path folder;
  private Database database;
  private TestServer server;

  @BeforeEach
  void start() {
    database = TestDatabases.sqlite(folder);
    SiteConfig site = SiteConfig.defaults("http://localhost:3080", "1.2.3");
    server =
        TestServer.over(database)
            .site(
                new SiteConfig(
                    site.appTitle(),
                    site.serverDomain(),
                    site.helpUrl(),
                    "A footer",
                    true,
                    true,
                    8,
                    true,
                    true,
                    true,
                    List.of("openid", "github"),
                    new SiteConfig.SharedLinks(true, true, false),
                    INTERFACE,
                    null,
                    "immediate",
                    site.version()))
            .endpoints(
                List.of(
                    Endpoints.fetched("Remote", "default-model"),
                    Endpoints.endpoint("openAI", EndpointConfig.Type.OPENAI, "user_provided", true),
                    Endpoints.endpoint(
                        "Simulator",
                        EndpointConfig.Type.SIMULATOR,
                        "",
                        false,
                        new ModelInfo("echo", "Repeats what you say", 8_000)),
                    Endpoints.fetched("initial", "never-shown")),
                endpoint -> (Endpoints.Listing) asked -> List.of(ModelInfo.of("live-model")))
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  @Test
  void signedOutConfigHasWhatTheSignInPageNeeds() {
    JsonNode config = server.client().get("/api/config").json();
    for (String field :
        List.of(
            "appTitle",
            "serverDomain",
            "emailLoginEnabled",
            "registrationEnabled",
            "passwordResetEnabled",
            "socialLoginEnabled",
            "socialLogins",
            "openidLoginEnabled",
            "minPasswordLength")) {
      assertTrue(config.has(field), field);
    }
    assertEquals("Klatch", config.get("appTitle").asString());
    assertEquals(
        "{\"privacyPolicy\":{\"externalUrl\":\"https://example.com/p\"}}",
        config.get("interface").toString());
    assertFalse(config.has("balance"));
    assertTrue(config.at("/klatch/firstUser").asBoolean());
    assertEquals("1.2.3", config.at("/klatch/version").asString());
  }

  @Test
  void signedInConfigMergesTheInterfaceAndShowsFindingsToAdministrators() {
    TestClient admin = server.signedIn("admin@example.com");
    TestClient user = server.signedIn("user@example.com");
    JsonNode config = user.get("/api/config").json();

    assertEquals("Hi", config.at("/interface/customWelcome").asString());
    assertTrue(config.at("/interface/modelSelect").asBoolean());
    assertFalse(config.at("/interface/multiConvo").asBoolean());
    assertFalse(config.at("/balance/enabled").asBoolean());
    assertEquals("A footer", config.get("customFooter").asString());
    assertFalse(config.at("/klatch/firstUser").asBoolean());
    assertFalse(config.get("klatch").has("findings"));
    assertTrue(admin.get("/api/config").json().get("klatch").has("findings"));
    Reply expired = server.client().bearer("not a token").get("/api/config");
    assertEquals(200, expired.status());
    assertFalse(expired.json().has("balance"));
    assertFalse(expired.json().at("/klatch/firstUser").asBoolean());
  }

  @Test
  void endpointsAreDescribedWithoutTheirSecrets() {
    TestClient user = server.signedIn("user@example.com");
    Reply reply = user.get("/api/endpoints");
    JsonNode endpoints = reply.json();

    assertEquals(List.of("Remote", "openAI", "Simulator", "agents"), names(endpoints));
    assertEquals(
        "{\"order\":0,\"type\":\"custom\",\"userProvide\":false,\"userProvideURL\":false,"
            + "\"modelDisplayLabel\":\"Remote label\","
            + "\"iconURL\":\"https://icons.example/Remote.png\","
            + "\"klatch\":{\"simulated\":false,\"local\":true,\"models\":{}}}",
        endpoints.get("Remote").toString());
    assertFalse(endpoints.get("openAI").has("type"));
    assertTrue(endpoints.at("/openAI/userProvide").asBoolean());
    assertTrue(endpoints.at("/Simulator/klatch/simulated").asBoolean());
    assertEquals(
        "Repeats what you say",
        endpoints.at("/Simulator/klatch/models/echo/description").asString());
    assertFalse(reply.body().contains("key-of-"));
    assertFalse(reply.body().contains("header-secret"));
    assertFalse(reply.body().contains("192.168"));
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  @Test
  void everyEndpointHasAModelList() {
    TestClient user = server.signedIn("user@example.com");
    assertEquals(
        "{\"Remote\":[\"live-model\"],\"openAI\":[],\"Simulator\":[\"echo\"]}",
        user.get("/api/models").body());
    JsonNode tokens = user.get("/api/endpoints/token-config").json();
    assertEquals(8_000, tokens.at("/Simulator/echo/context").asInt());
    assertEquals(1.5, tokens.at("/Remote/priced/prompt").asDouble());
  }

  @Test
  void rolesFollowTheInterfaceBlockForUsersOnly() {
    TestClient admin = server.signedIn("admin@example.com");
    TestClient user = server.signedIn("user@example.com");
    JsonNode role = user.get("/api/roles/USER").json();

    assertFalse(role.at("/permissions/MULTI_CONVO/USE").asBoolean());
    assertFalse(role.at("/permissions/AGENTS/USE").asBoolean());
    assertTrue(role.at("/permissions/AGENTS/CREATE").asBoolean());
    assertTrue(role.at("/permissions/BOOKMARKS/USE").asBoolean());
    assertEquals(200, admin.get("/api/roles/USER").status());
    JsonNode all = admin.get("/api/roles/ADMIN").json();
    assertTrue(all.at("/permissions/MULTI_CONVO/USE").asBoolean());
    assertEquals(403, user.get("/api/roles/ADMIN").status());
    assertEquals(403, user.get("/api/roles/OTHER").status());
    assertEquals(404, admin.get("/api/roles/OTHER").status());
    JsonNode list = admin.get("/api/admin/roles").json();
    assertEquals(List.of("ADMIN", "USER"), list.get("roles").findValuesAsString("name"));
    assertEquals(2, list.get("total").asInt());
    assertEquals(403, user.get("/api/admin/roles").status());
  }

  @Test
  void absentFeaturesSayNoneAndNeedASignIn() {
    TestClient user = server.signedIn("user@example.com");
    Router absent = new Router();
    new AbsentFeatureRoutes().register(absent);
    for (Route route : absent.routes()) {
      String path = route.pattern();
      if (path.contains("{") || path.equals("/api/balance") || path.equals("/api/files/config")) {
        continue; // these answer without a body, or for a thing
      }
      Reply reply = user.get(path);
      assertEquals(200, reply.status(), path);
      assertTrue(reply.header("Content-Type").startsWith("application/json"), path);
      assertEquals(401, server.client().get(path).status(), path);
    }
    assertEquals(204, user.get("/api/balance").status());
    assertEquals(200, server.client().get("/api/banner").status());
    assertEquals("", server.client().get("/api/banner").body());
  }

  @Test
  void probesAnswerText() {
    for (String path : List.of("/health", "/livez", "/readyz")) {
      assertEquals("OK", server.client().get(path).body());
    }
  }
}
