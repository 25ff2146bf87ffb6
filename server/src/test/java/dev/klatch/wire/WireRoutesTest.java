package dev.klatch.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.Header;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.OutboundRequest;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallContext.Purpose;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.RecordedCall;
import dev.klatch.provider.TokenUsage;
import dev.klatch.sql.Database;
import dev.klatch.testing.Endpoints;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestDatabases;
import dev.klatch.testing.TestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class WireRoutesTest {
  @TempDir private Path folder;
  private Database database;
  private WireRecorder recorder;
  private TestServer server;

  @BeforeEach
  void open() {
    database = TestDatabases.sqlite(folder);
    WireStore store = new WireStore(database);
    server =
        TestServer.over(database)
            .routes(router -> new WireRoutes(store, () -> {}).register(router))
            .start();
    recorder = new WireRecorder(store, WireConfig.defaults(), server.clock);
  }

  @AfterEach
  void close() {
    recorder.close();
    server.close();
    database.close();
  }

  @Test
  void showsOnesOwnCalls() {
    TestClient admin = server.signedIn("admin@example.com");
    TestClient other = server.signedIn("other@example.com");
    String mine = record(userId(other), "c1", "m1");
    String servers = record(null, null, null);
    recorder.flush();

    JsonNode calls = other.get("/api/klatch/wire?conversationId=c1&messageId=m1").json();
    assertEquals(1, calls.get("calls").size());
    JsonNode call = calls.get("calls").get(0);
    assertEquals(mine, call.get("id").stringValue());
    assertEquals("chat", call.get("purpose").stringValue());
    assertEquals(1, call.get("attempt").intValue());
    assertEquals("POST", call.get("method").stringValue());
    assertEquals(200, call.get("status").intValue());
    assertEquals("2026-11-20T10:00:00.123Z", call.get("startedAt").stringValue());
    assertEquals(5, call.get("usage").get("input").intValue());
    assertFalse(call.has("requestBody"));

    JsonNode detail = other.get("/api/klatch/wire/" + mine).json();
    assertEquals("{\"q\":1}", detail.get("requestBody").stringValue());
    assertEquals("data: x", detail.get("responseBody").stringValue());
    assertEquals("Accept", detail.get("requestHeaders").get(0).get(0).stringValue());
    assertFalse(detail.get("truncated").booleanValue());

    // Not even the administrator reads what others asked; the server's own calls are theirs.
    assertEquals(404, admin.get("/api/klatch/wire/" + mine).status());
    assertEquals(0, admin.get("/api/klatch/wire?conversationId=c1").json().get("calls").size());
    assertEquals(200, admin.get("/api/klatch/wire/" + servers).status());
    assertEquals(404, other.get("/api/klatch/wire/" + servers).status());
  }

  @Test
  void refusesStrangersAndUnknownIds() {
    TestClient client = server.signedIn("one@example.com");

    assertEquals(401, server.client().get("/api/klatch/wire").status());
    assertEquals(401, server.client().get("/api/klatch/wire/x").status());
    assertEquals(404, client.get("/api/klatch/wire/nonsense").status());
    assertTrue(client.get("/api/klatch/wire").json().get("calls").isEmpty());
  }

  private String record(
      @Nullable String user, @Nullable String conversation, @Nullable String message) {
    CallContext context =
        new CallContext(
            Purpose.CHAT, user, conversation, message, Map.of(), null, new Cancellation());
    RecordedCall call =
        recorder.begin(context, Endpoints.at("https://a.example/v1").build(), "some-model");
    OutboundRequest request =
        new OutboundRequest(
            "POST",
            URI.create("https://a.example/v1/chat/completions"),
            List.of(new Header("Accept", "application/json")),
            bytes("{\"q\":1}"),
            false,
            HttpLimits.defaults());
    call.prepared(request);
    call.sent(request, request.headers());
    call.responded(200, List.of());
    call.received(bytes("data: x"), 0, 7);
    call.ended(null);
    call.complete(TokenUsage.reported(5, 6), null);
    return String.valueOf(call.id());
  }

  private static String userId(TestClient client) {
    JsonNode user = client.get("/api/user").json();
    return user.get("id").stringValue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
