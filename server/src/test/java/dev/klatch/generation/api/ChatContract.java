package dev.klatch.generation.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.conversation.Message;
import dev.klatch.json.Json;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.StreamPart;
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

/** Answers side by side, feedback, quotes and version 2 of the control protocol, on each engine. */
abstract class ChatContract {
  private static final String CHAT = "/api/agents/chat";

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
    body.put("text", text).put("endpoint", "Fake").put("model", "echo");
    body.put("parentMessageId", Message.ROOT).put("generationProtocolVersion", 2);
    return body.put("clientRequestId", UUID.randomUUID().toString());
  }

  private static ObjectNode forTwo(String text) {
    ObjectNode body = question(text);
    body.putObject("addedConvo").put("endpoint", "Fake").put("model", "second");
    return body;
  }

  private TestClient alice() {
    return engine.as(EngineHarness.ALICE);
  }

  private TestClient.Reply post(String path, ObjectNode body) {
    return alice().post(path, Json.write(body));
  }

  private JsonNode begin(ObjectNode body) {
    TestClient.Reply reply = post(CHAT + "/Fake", body);
    assertEquals(200, reply.status(), reply.body());
    return reply.json();
  }

  private static String id(JsonNode started) {
    return started.get("conversationId").stringValue();
  }

  private StreamFollower follow(JsonNode started) {
    return engine.follow(EngineHarness.ALICE, id(started), "?generationProtocolVersion=2");
  }

  private JsonNode messages(String conversationId) {
    return alice().get("/api/messages/" + conversationId).json();
  }

  private JsonNode finished(JsonNode started) throws InterruptedException {
    try (StreamFollower reader = follow(started)) {
      return reader.toFinal().getLast();
    }
  }

  /** A whole turn for two: the first says one, the second two. */
  private JsonNode turnForTwo() throws InterruptedException {
    JsonNode started = begin(forTwo("Both?"));
    engine.second.text("two").finish();
    engine.model.text("one").finish();
    return finished(started);
  }

  @Test
  void twoModelsAnswerInOneMessage() throws Exception {
    JsonNode answer = turnForTwo().path("responseMessage");
    assertEquals(
        "[{\"type\":\"text\",\"text\":\"one\",\"agentId\":\"Fake__echo___Fake Label\",\"groupId\":1},"
            + "{\"type\":\"text\",\"text\":\"two\",\"agentId\":\"Fake__second___Fake"
            + " Label____1\",\"groupId\":1}]",
        Json.write(answer.get("content")));
    JsonNode saved = messages(answer.get("conversationId").stringValue());
    assertEquals(answer.get("content"), saved.get(1).get("content"));
    assertTrue(saved.get(0).get("addedConvo").booleanValue());
    assertTrue(saved.get(1).get("addedConvo").booleanValue());
  }

  @Test
  void oneModelsFailureLeavesTheOtherItsAnswer() throws Exception {
    JsonNode started = begin(forTwo("Both?"));
    engine.second.fail(
        ProviderException.of(ProviderException.Kind.RATE_LIMIT, "slow down").status(429).build());
    engine.model.text("I am fine").finish();
    JsonNode content = finished(started).path("responseMessage").path("content");
    assertEquals("I am fine", content.path(0).path("text").stringValue());
    assertEquals("error", content.path(1).path("type").stringValue());
    assertEquals("Fake__second___Fake Label____1", content.path(1).path("agentId").stringValue());
  }

  @Test
  void stoppingStopsBoth() throws Exception {
    JsonNode started = begin(forTwo("Both?"));
    try (StreamFollower reader = follow(started)) {
      engine.model.text("one and ");
      reader.textUntil("and ");
      engine.second.text("two and ");
      reader.textUntil("two and ");
      JsonNode reply =
          post(CHAT + "/abort", Json.object().put("conversationId", id(started))).json();
      assertTrue(reply.get("success").booleanValue());
      JsonNode answer = reader.toFinal().getLast().path("responseMessage");
      assertTrue(answer.get("unfinished").booleanValue());
      assertEquals("one and ", answer.path("content").path(0).path("text").stringValue());
      assertEquals("two and ", answer.path("content").path(1).path("text").stringValue());
    }
  }

  @Test
  void oneOfTwoIsKeptAsASiblingAndTheNextTurnHearsOneVoice() throws Exception {
    JsonNode answer = turnForTwo().path("responseMessage");
    String conversationId = answer.get("conversationId").stringValue();
    ObjectNode keep = Json.object();
    keep.put("messageId", answer.get("messageId").stringValue());
    keep.put("agentId", "Fake__second___Fake Label____1");
    assertEquals(
        404, engine.as(EngineHarness.BOB).post("/api/messages/branch", Json.write(keep)).status());
    TestClient.Reply kept = post("/api/messages/branch", keep);
    assertEquals(201, kept.status(), kept.body());
    assertEquals("two", kept.json().path("content").path(0).path("text").stringValue());
    assertEquals("second", kept.json().get("model").stringValue());
    assertEquals("Fake Label", kept.json().get("sender").stringValue());
    assertEquals(answer.get("parentMessageId"), kept.json().get("parentMessageId"));
    keep.put("agentId", "nobody");
    assertEquals(400, post("/api/messages/branch", keep).status());

    ObjectNode next = question("And now?").put("conversationId", conversationId);
    next.put("parentMessageId", answer.get("messageId").stringValue());
    JsonNode started = begin(next);
    engine.model.text("ok").finish();
    finished(started);
    assertEquals(
        List.of("Both?", "one", "And now?"),
        engine.model.requests().getLast().messages().stream().map(m -> m.text()).toList());
  }

  @Test
  void aSecondReaderOfAParallelAnswerGetsBothSpeakers() throws Exception {
    JsonNode started = begin(forTwo("Both?"));
    try (StreamFollower first = follow(started)) {
      engine.second.text("two");
      first.textUntil("two");
      try (StreamFollower late = engine.follow(EngineHarness.ALICE, id(started), "?resume=true")) {
        JsonNode part = late.next().path("resumeState").path("aggregatedContent").path(0);
        assertEquals("Fake__second___Fake Label____1", part.path("agentId").stringValue());
        engine.second.finish();
        engine.model.text("one").finish();
        assertEquals(
            first.toFinal().getLast().path("responseMessage").path("content"),
            late.toFinal().getLast().path("responseMessage").path("content"));
      }
    }
  }

  @Test
  void feedbackStaysAndCanBeTakenBack() throws Exception {
    JsonNode answer = turnForTwo().path("responseMessage");
    String path =
        "/api/messages/"
            + answer.get("conversationId").stringValue()
            + "/"
            + answer.get("messageId").stringValue()
            + "/feedback";
    String praise =
        "{\"feedback\":{\"rating\":\"thumbsUp\",\"tag\":\"creative_solution\",\"text\":\"nice\"}}";
    assertEquals(404, engine.as(EngineHarness.BOB).send("PUT", path, praise).status());
    assertEquals(200, alice().send("PUT", path, praise).status());
    String conversationId = answer.get("conversationId").stringValue();
    assertEquals(
        "{\"rating\":\"thumbsUp\",\"tag\":\"creative_solution\",\"text\":\"nice\"}",
        Json.write(messages(conversationId).get(1).get("feedback")));
    for (String wrong :
        List.of(
            "{\"feedback\":{\"rating\":\"meh\"}}",
            "{\"feedback\":{\"rating\":\"thumbsDown\",\"tag\":\"creative_solution\"}}",
            "{\"feedback\":{\"rating\":\"thumbsUp\",\"text\":\"" + "x".repeat(1025) + "\"}}")) {
      assertEquals(400, alice().send("PUT", path, wrong).status(), wrong);
    }
    assertEquals(200, alice().send("PUT", path, "{}").status());
    assertFalse(messages(conversationId).get(1).has("feedback"));
  }

  @Test
  void quotesAreKeptAndAsked() throws Exception {
    ObjectNode body = question("Why?");
    body.putArray("quotes").add("first line\nsecond line");
    JsonNode started = begin(body);
    engine.model.text("so").finish();
    finished(started);
    assertEquals(
        "[\"first line\\nsecond line\"]", Json.write(messages(id(started)).get(0).get("quotes")));
    assertEquals(
        "> first line\n> second line\n\nWhy?",
        engine.model.requests().getLast().messages().getLast().text());
    ObjectNode tooLong = question("Why?");
    tooLong.putArray("quotes").add("x".repeat(20_001));
    assertEquals(400, post(CHAT + "/Fake", tooLong).status());
  }

  @Test
  void aDeletedMessageLeavesTheTreeWhole() throws Exception {
    JsonNode answer = turnForTwo().path("responseMessage");
    String conversationId = answer.get("conversationId").stringValue();
    String questionId = answer.get("parentMessageId").stringValue();
    String path = "/api/messages/" + conversationId + "/" + questionId;
    assertEquals(404, engine.as(EngineHarness.BOB).send("DELETE", path, null).status());
    assertEquals(204, alice().send("DELETE", path, null).status());
    JsonNode left = messages(conversationId);
    assertEquals(1, left.size());
    assertEquals(Message.ROOT, left.get(0).get("parentMessageId").stringValue());
  }

  @Test
  void aRequestThatIsOverIsSettledAndItsStreamSaysReload() throws Exception {
    ObjectNode first = question("One");
    JsonNode started = begin(first);
    assertEquals(2, started.get("generationProtocolVersion").intValue());
    engine.model.text("1").finish();
    JsonNode end = finished(started);
    assertEquals(2, end.get("generationProtocolVersion").intValue());
    ObjectNode second = question("Two").put("conversationId", id(started));
    second.set("expectedPredecessorCreatedAt", started.get("generationCreatedAt"));
    second.put("parentMessageId", end.path("responseMessage").path("messageId").stringValue());
    JsonNode newer = begin(second);

    JsonNode replaced = begin(first);
    assertEquals("replaced", replaced.get("status").stringValue());
    assertEquals(newer.get("generationCreatedAt"), replaced.get("generationCreatedAt"));
    engine.model.text("2").finish();
    finished(newer);
    JsonNode settled = begin(first);
    assertEquals("settled", settled.get("status").stringValue());
    assertFalse(settled.has("streamId"));

    ObjectNode stale = question("Three").put("conversationId", id(started));
    stale.set("expectedPredecessorCreatedAt", started.get("generationCreatedAt"));
    TestClient.Reply mismatch = post(CHAT + "/Fake", stale);
    assertEquals(409, mismatch.status());
    assertEquals("predecessor_mismatch", mismatch.json().get("status").stringValue());
    assertEquals(newer.get("generationCreatedAt"), mismatch.json().get("generationCreatedAt"));
    stale.put("expectedPredecessorCreatedAt", "soon");
    assertEquals(400, post(CHAT + "/Fake", stale).status());
  }

  @Test
  void aRestartedServerStillKnowsHowARunEnded() throws Exception {
    JsonNode started = begin(question("One"));
    engine.model.text("1").finish();
    finished(started);
    engine.close();
    engine = new EngineHarness(database, folder.resolve("journal"));
    String query =
        "?generationProtocolVersion=2&generationCreatedAt="
            + started.get("generationCreatedAt").longValue();
    try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id(started), query)) {
      JsonNode frame = reader.toFinal().getLast();
      assertTrue(frame.get("reconcile").booleanValue());
      assertEquals("complete", frame.get("terminalStatus").stringValue());
    }
    assertEquals(
        404, engine.as(EngineHarness.BOB).get(CHAT + "/stream/" + id(started) + query).status());
    assertEquals(404, alice().get(CHAT + "/stream/" + id(started)).status());
    ObjectNode abort = Json.object().put("conversationId", id(started));
    abort.set("generationCreatedAt", started.get("generationCreatedAt"));
    JsonNode reply = post(CHAT + "/abort", abort).json();
    assertEquals("RUN_ALREADY_SETTLED", reply.get("code").stringValue());
  }

  @Test
  void whatIsSentMeanwhileWaitsAndBecomesATurn() throws Exception {
    JsonNode started = begin(question("One"));
    ObjectNode steer = Json.object().put("conversationId", id(started));
    steer.put("text", "And this").put("clientSteerId", "c-1");
    assertEquals(
        403, engine.as(EngineHarness.BOB).post(CHAT + "/steer", Json.write(steer)).status());
    TestClient.Reply queued = post(CHAT + "/steer", steer);
    assertEquals(202, queued.status(), queued.body());
    String steerId = queued.json().get("steerId").stringValue();
    assertEquals(steerId, post(CHAT + "/steer", steer).json().get("steerId").stringValue());
    assertEquals(400, post(CHAT + "/steer", steer.deepCopy().put("text", " ")).status());
    assertEquals(
        413, post(CHAT + "/steer", steer.deepCopy().put("text", "x".repeat(16_001))).status());

    engine.model.text("1").finish();
    JsonNode end = finished(started);
    assertEquals(steerId, end.path("pendingSteers").path(0).path("steerId").stringValue());
    assertEquals(404, post(CHAT + "/steer", steer).status());
    JsonNode status = alice().get(CHAT + "/status/" + id(started)).json();
    assertEquals("And this", status.path("unrecoveredSteers").path(0).path("text").stringValue());

    ObjectNode next = question("Something else").put("conversationId", id(started));
    next.put("recoverySteerId", steerId);
    next.put("parentMessageId", end.path("responseMessage").path("messageId").stringValue());
    assertEquals(409, post(CHAT + "/Fake", next).status());
    JsonNode recovered = begin(next.put("text", "And this"));
    engine.model.text("2").finish();
    assertEquals(
        steerId, finished(recovered).path("requestMessage").path("messageId").stringValue());
    assertFalse(alice().get(CHAT + "/status/" + id(started)).json().has("unrecoveredSteers"));
    next.put("clientRequestId", UUID.randomUUID().toString());
    assertEquals(400, post(CHAT + "/Fake", next).status());
  }

  @Test
  void thinkingKeepsItsDuration() throws Exception {
    JsonNode started = begin(question("Think"));
    try (StreamFollower reader = follow(started)) {
      engine.model.part(new StreamPart.ReasoningDelta("hm")).text("so").finish();
      JsonNode part = reader.toFinal().getLast().path("responseMessage").path("content").path(0);
      assertEquals("think", part.path("type").stringValue());
      assertEquals(part, messages(id(started)).get(1).path("content").path(0));
    }
  }
}
