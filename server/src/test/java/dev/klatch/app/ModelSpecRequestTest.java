package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.klatch.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Model specs of the settings file, from the start page's payload to the running answer. */
@SuppressWarnings("NullAway.Init") // each test starts the server with its own settings
class ModelSpecRequestTest {
  private static final String SPECS =
      """
      version: 1.3.14
      modelSpecs:
        enforce: ENFORCED
        list:
          - name: helper
            label: Helper
            iconURL: https://icons.example/helper.png
            preset: {endpoint: Simulator, model: sim-fast, temperature: 0.2, promptPrefix: Be brief.}
      """;

  @TempDir Path folder;
  private Application application;
  private TestClient client;

  private void start(boolean enforce) throws IOException {
    Files.writeString(
        folder.resolve("librechat.yaml"), SPECS.replace("ENFORCED", Boolean.toString(enforce)));
    Map<String, String> variables = new HashMap<>();
    variables.put("PORT", "0");
    variables.put("KLATCH_SIMULATOR", "true");
    variables.put("TITLE_CONVO", "false");
    application = new Application(Settings.load(folder, variables, "test"), Clock.systemUTC());
    client = new TestClient(application.start());
    String email = "ada@example.org";
    String password = "correct horse battery";
    client.post(
        "/api/auth/register",
        Map.of("name", "Ada", "email", email, "password", password, "confirm_password", password));
    JsonNode signedIn =
        client.post("/api/auth/login", Map.of("email", email, "password", password)).json();
    client.bearer(signedIn.get("token").asString());
  }

  @AfterEach
  void stop() {
    application.close();
  }

  private TestClient.Reply ask(Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("endpoint", "Simulator");
    body.put("text", "Hello");
    return client.post("/api/agents/chat/Simulator", body);
  }

  @Test
  void anEnforcedSpecDecidesEveryParameter() throws IOException {
    start(true);
    JsonNode config = client.get("/api/config").json();
    assertEquals("helper", config.at("/modelSpecs/list/0/name").asString());
    assertFalse(config.at("/interface/modelSelect").asBoolean());
    assertFalse(config.at("/interface/parameters").asBoolean());

    assertEquals(400, ask(Map.of("model", "sim-fast")).status());
    assertEquals(400, ask(Map.of("model", "sim-fast", "spec", "other")).status());
    TestClient.Reply started =
        ask(Map.of("model", "sim-long", "spec", "helper", "temperature", 2, "top_p", 0.1));
    assertEquals(200, started.status(), started.body());
    String id = started.json().get("conversationId").asString();
    client.get("/api/agents/chat/stream/" + id);
    JsonNode conversation = client.get("/api/convos/" + id).json();
    assertEquals("sim-fast", conversation.get("model").asString());
    assertEquals(0.2, conversation.get("temperature").asDouble());
    assertEquals("Be brief.", conversation.get("promptPrefix").asString());
    assertEquals("helper", conversation.get("spec").asString());
    assertEquals("https://icons.example/helper.png", conversation.get("iconURL").asString());
    assertFalse(conversation.has("top_p"));
  }

  @Test
  void aSpecThatIsOfferedLeavesTheRestFree() throws IOException {
    start(false);
    assertEquals(200, ask(Map.of("model", "sim-fast")).status());
    TestClient.Reply started = ask(Map.of("model", "sim-fast", "spec", "helper", "top_p", 0.1));
    String id = started.json().get("conversationId").asString();
    client.get("/api/agents/chat/stream/" + id);
    JsonNode conversation = client.get("/api/convos/" + id).json();
    assertEquals(0.1, conversation.get("top_p").asDouble());
    assertEquals("https://icons.example/helper.png", conversation.get("iconURL").asString());
    TestClient.Reply elsewhere =
        client.post(
            "/api/agents/chat/openAI",
            Map.of("endpoint", "openAI", "model", "x", "text", "Hello", "spec", "helper"));
    assertEquals("MODEL_SPEC_MISMATCH", elsewhere.json().get("code").asString());
  }
}
