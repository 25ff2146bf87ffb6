package dev.klatch.generation.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.conversation.Message;
import dev.klatch.json.Json;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.StreamPart;
import dev.klatch.provider.TokenUsage;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the run engine promises, on each database engine. */
abstract class RunEngineContract {
  @TempDir Path folder;
  private Database database;
  private EngineHarness engine;

  abstract Database open(Path folder);

  @BeforeEach
  void start() throws Exception {
    database = open(folder);
    engine = new EngineHarness(database, folder.resolve("journal"));
  }

  @AfterEach
  void stop() {
    engine.close();
    database.close();
  }

  private static ObjectNode question(String text) {
    ObjectNode body = Json.object();
    body.put("text", text).put("endpoint", "Fake").put("endpointType", "custom");
    body.put("model", "echo").put("parentMessageId", Message.ROOT);
    body.put("clientRequestId", UUID.randomUUID().toString());
    return body;
  }

  private JsonNode begin(ObjectNode body) {
    TestClient.Reply reply =
        engine.as(EngineHarness.ALICE).post("/api/agents/chat/Fake", Json.write(body));
    assertEquals(200, reply.status(), reply.body());
    return reply.json();
  }

  private JsonNode messages(String conversationId) {
    return engine.as(EngineHarness.ALICE).get("/api/messages/" + conversationId).json();
  }

  private static String id(JsonNode started) {
    return started.get("conversationId").stringValue();
  }

  /** Carries out a whole turn and returns its final frame. */
  private JsonNode turn(ObjectNode body, String answer) throws InterruptedException {
    JsonNode started = begin(body);
    engine.model.text(answer).finish();
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(started), "")) {
      return reader.toFinal().getLast();
    }
  }

  @Test
  void streamsAnAnswerAndSavesBothMessages() throws Exception {
    JsonNode started = begin(question("Hello there"));
    assertEquals("started", started.get("status").stringValue());
    assertEquals(1, started.get("generationProtocolVersion").intValue());
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(started), "")) {
      JsonNode created = reader.next();
      assertTrue(created.get("created").booleanValue());
      assertEquals("Hello there", created.path("message").path("text").stringValue());
      engine.model.part(new StreamPart.Start("up-1", "echo"));
      engine.model.part(new StreamPart.ReasoningDelta("Let me think. ")).text("Hi ").text("you");
      engine.model.part(new StreamPart.Usage(TokenUsage.reported(11, 3))).finish();
      List<JsonNode> frames = reader.toFinal();
      JsonNode last = frames.getLast();
      assertEquals(id(started), last.path("conversation").path("conversationId").stringValue());
      JsonNode content = last.path("responseMessage").path("content");
      assertEquals(
          "[{\"type\":\"think\",\"think\":\"Let me think. \"},{\"type\":\"text\",\"text\":\"Hi"
              + " you\"}]",
          Json.write(content));
      List<Integer> indices =
          frames.stream()
              .filter(f -> "on_run_step".equals(Json.text(f, "event")))
              .map(f -> f.path("data").path("index").intValue())
              .toList();
      assertEquals(List.of(0, 1), indices);
    }
    JsonNode saved = messages(id(started));
    assertEquals(2, saved.size());
    assertTrue(saved.get(0).get("isCreatedByUser").booleanValue());
    assertEquals("Fake Label", saved.get(1).get("sender").stringValue());
    assertEquals(11, saved.get(1).path("metadata").path("usage").path("input").intValue());
    assertFalse(saved.get(1).path("metadata").path("usage").path("estimated").booleanValue());
    assertFalse(saved.get(1).get("unfinished").booleanValue());
  }

  @Test
  void theSameRequestIdStartsOnce() throws Exception {
    ObjectNode body = question("Once");
    JsonNode first = begin(body);
    JsonNode second = begin(body);
    assertEquals(id(first), id(second));
    assertEquals(first.get("generationCreatedAt"), second.get("generationCreatedAt"));
    assertEquals("resumed", second.get("status").stringValue());
    engine.model.text("one").finish();
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(first), "")) {
      reader.toFinal();
    }
    assertEquals(1, engine.model.requests().size());
    assertEquals(2, messages(id(first)).size());
  }

  @Test
  void aSecondReaderResumesInTheMiddleAndBothSeeEverything() throws Exception {
    JsonNode started = begin(question("Tell"));
    try (StreamFollower first = engine.follow(EngineHarness.ALICE, id(started), "")) {
      engine.model.text("one two ");
      assertEquals("one two ", first.textUntil("two "));
      try (StreamFollower second =
          engine.follow(EngineHarness.ALICE, id(started), "?resume=true")) {
        JsonNode sync = second.next();
        assertTrue(sync.get("sync").booleanValue());
        assertEquals("one two ", StreamFollower.textOf(sync));
        JsonNode status =
            engine.as(EngineHarness.ALICE).get("/api/agents/chat/status/" + id(started)).json();
        assertTrue(status.get("active").booleanValue());
        assertEquals(started.get("generationCreatedAt"), status.get("createdAt"));
        engine.model.text("three").finish();
        assertEquals("three", second.textUntil("three"));
        assertEquals("three", first.textUntil("three"));
        assertEquals(
            first.toFinal().getLast().path("responseMessage").path("content"),
            second.toFinal().getLast().path("responseMessage").path("content"));
      }
    }
    JsonNode active = engine.as(EngineHarness.ALICE).get("/api/agents/chat/active").json();
    assertEquals(0, active.get("activeJobIds").size());
  }

  @Test
  void anAbortKeepsWhatCame() throws Exception {
    JsonNode started = begin(question("Tell"));
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(started), "")) {
      engine.model.text("half an ");
      reader.textUntil("an ");
      ObjectNode abort = Json.object().put("conversationId", id(started));
      abort.set("generationCreatedAt", started.get("generationCreatedAt"));
      JsonNode reply =
          engine.as(EngineHarness.ALICE).post("/api/agents/chat/abort", Json.write(abort)).json();
      assertTrue(reply.get("success").booleanValue());
      List<JsonNode> frames = reader.toFinal();
      assertEquals("cancelled", closed(frames));
      JsonNode last = frames.getLast();
      assertTrue(last.get("aborted").booleanValue());
      assertTrue(last.path("responseMessage").path("unfinished").booleanValue());
    }
    JsonNode answer = messages(id(started)).get(1);
    assertEquals("half an ", answer.path("content").path(0).path("text").stringValue());
    assertTrue(answer.get("unfinished").booleanValue());

    ObjectNode more = question("");
    more.put("conversationId", id(started)).put("isContinued", true).put("isRegenerate", true);
    more.put("responseMessageId", answer.get("messageId").stringValue());
    turn(more, "answer.");
    JsonNode continued = messages(id(started));
    assertEquals(2, continued.size());
    assertEquals(
        "half an answer.", continued.get(1).path("content").path(0).path("text").stringValue());
    assertFalse(continued.get(1).get("unfinished").booleanValue());
  }

  @Test
  void regeneratingAndEditingMakeSiblings() throws Exception {
    JsonNode first = turn(question("Q"), "A1");
    String conversationId = first.path("conversation").path("conversationId").stringValue();
    String questionId = first.path("requestMessage").path("messageId").stringValue();
    String answerId = first.path("responseMessage").path("messageId").stringValue();

    ObjectNode again = question("Q");
    again.put("conversationId", conversationId).put("isRegenerate", true);
    again.put("overrideParentMessageId", questionId).put("responseMessageId", answerId + "_");
    JsonNode second = turn(again, "A2");
    assertEquals(questionId, second.path("responseMessage").path("parentMessageId").stringValue());
    assertNotEquals(answerId, second.path("responseMessage").path("messageId").stringValue());

    ObjectNode edited = question("Q edited");
    edited.put("conversationId", conversationId);
    turn(edited, "A3");
    JsonNode all = messages(conversationId);
    assertEquals(5, all.size());

    ObjectNode part = question("Q");
    part.put("conversationId", conversationId).put("isRegenerate", true);
    part.put("responseMessageId", answerId);
    part.putObject("editedContent").put("index", 0).put("type", "text").put("text", "Changed. ");
    JsonNode fourth = turn(part, "And on.");
    assertEquals(
        "[{\"type\":\"text\",\"text\":\"Changed. \"},{\"type\":\"text\",\"text\":\"And on.\"}]",
        Json.write(fourth.path("responseMessage").path("content")));
    List<String> asked =
        engine.model.requests().getLast().messages().stream().map(m -> m.text()).toList();
    assertEquals("Q", asked.get(0));
    assertEquals("Changed. ", asked.get(1));
  }

  @Test
  void theBranchIsAskedAndNothingElse() throws Exception {
    JsonNode first = turn(question("Q1"), "A1");
    String conversationId = first.path("conversation").path("conversationId").stringValue();
    ObjectNode next = question("Q2");
    next.put("conversationId", conversationId).put("promptPrefix", "Be brief.");
    next.put("temperature", 0.3).put("max_tokens", "50").put("top_p", "");
    next.put("parentMessageId", first.path("responseMessage").path("messageId").stringValue());
    turn(next, "A2");
    var request = engine.model.requests().getLast();
    assertEquals(
        List.of("Be brief.", "Q1", "A1", "Q2"),
        request.messages().stream().map(m -> m.text()).toList());
    assertEquals("{\"max_tokens\":50,\"temperature\":0.3}", sorted(request.parameters()));
  }

  private static String sorted(java.util.Map<String, JsonNode> parameters) {
    return Json.write(new java.util.TreeMap<>(parameters));
  }

  @Test
  void aFailureIsToldAndKept() throws Exception {
    JsonNode started = begin(question("Fail"));
    engine.model.fail(
        ProviderException.of(ProviderException.Kind.RATE_LIMIT, "slow down").status(429).build());
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(started), "")) {
      JsonNode part = reader.toFinal().getLast().path("responseMessage").path("content").path(0);
      assertEquals("error", part.get("type").stringValue());
      assertEquals("rate_limit", part.path("klatch").path("kind").stringValue());
      assertEquals(429, part.path("klatch").path("status").intValue());
      assertTrue(part.get("error").stringValue().contains("Fake"));
    }
    assertEquals(2, messages(id(started)).size());
  }

  @Test
  void aStepThatFailsIsClosedAsFailed() throws Exception {
    JsonNode started = begin(question("Fail late"));
    engine.model.text("half an ");
    engine.model.fail(
        ProviderException.of(ProviderException.Kind.CUT_STREAM, "the stream broke").build());
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(started), "")) {
      List<JsonNode> frames = reader.toFinal();
      assertEquals("failed", closed(frames));
      assertEquals(1, frames.getLast().get("generationProtocolVersion").intValue());
    }
  }

  private static String closed(List<JsonNode> frames) {
    return frames.stream()
        .filter(frame -> "on_run_step_closed".equals(Json.text(frame, "event")))
        .map(frame -> frame.path("data").path("status").stringValue())
        .toList()
        .getFirst();
  }

  @Test
  void messagesOfATemporaryConversationSaySo() throws Exception {
    JsonNode last = turn(question("For an hour").put("isTemporary", true), "Yes");
    JsonNode conversation = last.get("conversation");
    assertTrue(conversation.get("isTemporary").booleanValue());
    JsonNode saved = messages(conversation.get("conversationId").stringValue());
    for (JsonNode message : List.of(last.get("responseMessage"), saved.get(0), saved.get(1))) {
      assertTrue(message.get("isTemporary").booleanValue());
      assertEquals(conversation.get("expiredAt"), message.get("expiredAt"));
    }
  }

  @Test
  void aKilledServerLosesNothingThatWasSeen() throws Exception {
    JsonNode started = begin(question("Long"));
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(started), "")) {
      engine.model.text("seen 世界 ").text("\uD83D").text("\uDE00 too");
      assertEquals("seen 世界 \uD83D\uDE00 too", reader.textUntil("too"));
    }
    engine.kill();
    EngineHarness next = new EngineHarness(database, folder.resolve("journal"));
    assertEquals(1, next.recovered);
    engine = next;
    JsonNode answer = messages(id(started)).get(1);
    assertEquals(
        "seen 世界 \uD83D\uDE00 too", answer.path("content").path(0).path("text").stringValue());
    assertTrue(answer.get("unfinished").booleanValue());
    JsonNode status =
        engine.as(EngineHarness.ALICE).get("/api/agents/chat/status/" + id(started)).json();
    assertFalse(status.get("active").booleanValue());
  }

  @Test
  void othersSeeNothing() throws Exception {
    JsonNode started = begin(question("Mine"));
    TestClient bob = engine.as(EngineHarness.BOB);
    String id = id(started);
    assertEquals(404, bob.get("/api/messages/" + id).status());
    assertEquals(404, bob.get("/api/convos/" + id).status());
    assertEquals(403, bob.get("/api/agents/chat/stream/" + id).status());
    assertEquals(403, bob.get("/api/agents/chat/status/" + id).status());
    assertEquals(
        403,
        bob.post("/api/agents/chat/abort", Json.write(Json.object().put("conversationId", id)))
            .status());
    ObjectNode intrusion = question("Theirs").put("conversationId", id);
    assertEquals(404, bob.post("/api/agents/chat/Fake", Json.write(intrusion)).status());
    assertEquals(401, new TestClientWithoutUser(engine).get("/api/agents/chat/active"));
    engine.model.finish();
  }

  /** A caller that says nothing about itself. */
  private record TestClientWithoutUser(EngineHarness engine) {
    int get(String path) {
      return engine.as(EngineHarness.ALICE).with("X-User", null).get(path).status();
    }
  }

  @Test
  void badRequestsSayWhatIsWrong() {
    TestClient alice = engine.as(EngineHarness.ALICE);
    assertEquals(400, alice.post("/api/agents/chat/Fake", "{not json").status());
    assertEquals(400, alice.post("/api/agents/chat/Fake", "[]").status());
    check(question("x").put("model", "gpt-none"), "illegal_model_request");
    check(question("   "), "EMPTY_TEXT");
    check(question("x").put("conversationId", "../etc"), "INVALID_CONVERSATION_ID");
    check(question("x").put("clientRequestId", "a b"), "INVALID_CLIENT_REQUEST_ID");
    assertEquals(
        "endpoint_models_not_loaded",
        alice
            .post("/api/agents/chat/Nope", Json.write(question("x").put("endpoint", "Nope")))
            .json()
            .get("code")
            .stringValue());
    ObjectNode early = question("x").put("parentMessageId", "abc_");
    assertEquals(409, alice.post("/api/agents/chat/Fake", Json.write(early)).status());
    ObjectNode stranger = question("x").put("conversationId", UUID.randomUUID().toString());
    assertEquals(404, alice.post("/api/agents/chat/Fake", Json.write(stranger)).status());
    assertEquals(0, alice.get("/api/convos").json().get("conversations").size());
    String large = "{\"text\":\"" + "x".repeat(3 * 1024 * 1024) + "\"}";
    assertEquals(413, alice.post("/api/agents/chat/Fake", large).status());
  }

  private void check(ObjectNode body, String code) {
    TestClient.Reply reply =
        engine.as(EngineHarness.ALICE).post("/api/agents/chat/Fake", Json.write(body));
    assertEquals(400, reply.status(), reply.body());
    assertEquals(code, reply.json().get("code").stringValue());
    assertFalse(reply.json().get("message").stringValue().isEmpty());
  }

  @Test
  void limitsOnMessagesHold() throws Exception {
    for (int i = 0; i < 3; i++) {
      begin(question("Open " + i));
    }
    TestClient alice = engine.as(EngineHarness.ALICE);
    TestClient.Reply fourth =
        alice.post("/api/agents/chat/Fake", Json.write(question("One too many")));
    assertEquals(429, fourth.status());
    assertEquals("concurrent", fourth.json().get("type").stringValue());
    assertEquals(3, fourth.json().get("limit").intValue());

    TestClient bob = engine.as(EngineHarness.BOB);
    ObjectNode empty = question(" ");
    for (int i = 0; i < 12; i++) {
      assertEquals(400, bob.post("/api/agents/chat/Fake", Json.write(empty)).status());
    }
    TestClient.Reply more = bob.post("/api/agents/chat/Fake", Json.write(empty));
    assertEquals(429, more.status());
    assertEquals("message_limit", more.json().get("type").stringValue());
    assertEquals("user", more.json().get("limiter").stringValue());
    assertFalse(more.header("Retry-After").isEmpty());
  }

  @Test
  void titlesAreMadeOnce() throws Exception {
    JsonNode last = turn(question("About cats"), "Meow");
    String id = last.path("conversation").path("conversationId").stringValue();
    JsonNode title = engine.as(EngineHarness.ALICE).get("/api/convos/gen_title/" + id).json();
    assertEquals("A Made Title", title.get("title").stringValue());
    engine
        .as(EngineHarness.ALICE)
        .post(
            "/api/convos/update",
            "{\"arg\":{\"conversationId\":\"" + id + "\",\"title\":\"Own\"}}");
    JsonNode list = engine.as(EngineHarness.ALICE).get("/api/convos?search=OW").json();
    assertEquals("Own", list.path("conversations").path(0).path("title").stringValue());
  }

  @Test
  void aNewerRunEndsTheOlderAndKeepsItsText() throws Exception {
    JsonNode first = begin(question("Long"));
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(first), "")) {
      engine.model.text("begun");
      reader.textUntil("begun");
      JsonNode second = begin(question("Other").put("conversationId", id(first)));
      assertTrue(
          second.get("generationCreatedAt").longValue()
              > first.get("generationCreatedAt").longValue());
      assertTrue(reader.toFinal().getLast().path("aborted").booleanValue());
      engine.model.text("done").finish();
      try (StreamFollower next = engine.follow(EngineHarness.ALICE, id(first), "")) {
        next.toFinal();
      }
      String stale = "?generationCreatedAt=" + first.get("generationCreatedAt").longValue();
      assertEquals(409, engine.follow(EngineHarness.ALICE, id(first), stale).status());
    }
    assertEquals(4, messages(id(first)).size());
  }
}
