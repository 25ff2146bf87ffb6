package dev.klatch.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.access.AccessService;
import dev.klatch.access.Policy;
import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationCopies;
import dev.klatch.conversation.ConversationRoutes;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.CopyRoutes;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.Part;
import dev.klatch.provider.ProviderException;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import dev.klatch.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shared links over real sockets; each engine runs this suite. */
abstract class ShareContract {
  /** Planted wherever a message or conversation has something that is the owner's alone. */
  private static final String PRIVATE = "planted-private";

  Database database;
  TestServer server;
  TestClient ann;
  TestClient bob;
  String annId;
  String conversation;
  String question;
  String answer;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    start(new ShareConfig(true, true, true), null);
    annId = ann.get("/api/user").json().get("id").asString();
    plant();
  }

  private void start(ShareConfig config, @Nullable JsonNode interfaceSettings) {
    server =
        TestServer.over(database)
            .routes(router -> routes(router, config, interfaceSettings))
            .start();
    ann = server.signedIn("ann@example.com");
    bob = server.signedIn("bob@example.com");
    // The first person is administrator, whose role has every permission.
    if (interfaceSettings != null) {
      ann = server.signedIn("carl@example.com");
    }
  }

  private void routes(Router router, ShareConfig config, @Nullable JsonNode interfaceSettings) {
    Clock clock = Clock.systemUTC();
    Policy policy =
        new Policy(database, new AccessService(interfaceSettings, database, clock), clock);
    ConversationStore store = new ConversationStore(database);
    MessageStore messages = new MessageStore(database);
    ConversationService service = new ConversationService(database, store, messages, clock);
    new ConversationRoutes(service).register(router);
    ShareService shares =
        new ShareService(
            new ShareService.Needs(database, service, store, messages, policy, clock),
            config,
            ShareFiles.NONE);
    ConversationCopies copies = new ConversationCopies(database, service, store, messages, clock);
    ShareFork forks =
        new ShareFork(shares, copies, user -> new ShareFork.Model("Own", "own-model"), clock);
    AttemptLimiter free = new AttemptLimiter("copy", 1_000, Duration.ofMinutes(1), clock);
    new ShareRoutes(
            shares, forks, new CopyRoutes.Limits(free, free), Json.parse("{\"appTitle\":\"T\"}"))
        .register(router);
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private void plant() {
    conversation = UUID.randomUUID().toString();
    question = UUID.randomUUID().toString();
    answer = UUID.randomUUID().toString();
    Instant at = Instant.ofEpochSecond(1_700_000_000);
    ObjectNode settings = Json.object();
    settings.put("promptPrefix", PRIVATE).put("agent_id", PRIVATE).put("iconURL", PRIVATE);
    Conversation made =
        new Conversation(
            conversation,
            ObjectIds.of(conversation),
            annId,
            "Holidays",
            PRIVATE,
            PRIVATE,
            settings,
            false,
            null,
            false,
            false,
            at,
            at,
            null);
    database.change(handle -> new ConversationStore(database).insert(handle, made));
    plantMessages(at);
  }

  private void plantMessages(Instant at) {
    FailureDetail failure =
        new FailureDetail(
            ProviderException.Kind.PROVIDER_ERROR,
            PRIVATE,
            PRIVATE,
            500,
            PRIVATE,
            PRIVATE,
            PRIVATE,
            PRIVATE,
            1,
            true,
            PRIVATE);
    Message.Extras extras =
        Message.Extras.NONE
            .withFiles(List.of(Json.object().put("file_id", PRIVATE).put("filepath", PRIVATE)))
            .withSpeakers(List.of(PRIVATE));
    database.change(
        handle -> {
          MessageStore store = new MessageStore(database);
          store.save(handle, message(question, Message.ROOT, true, List.of(), extras, at));
          store.save(
              handle,
              message(
                  answer,
                  question,
                  false,
                  List.of(
                      new Part.Reasoning("thought"),
                      new Part.Text("go to Rome"),
                      new Part.ToolCall(PRIVATE, "lookup", PRIVATE, PRIVATE),
                      new Part.Failure(failure)),
                  extras,
                  at.plusSeconds(1)));
          store.save(
              handle,
              message(
                  UUID.randomUUID().toString(),
                  answer,
                  true,
                  List.of(),
                  Message.Extras.NONE,
                  at.plusSeconds(2)));
        });
  }

  private Message message(
      String id, String parent, boolean user, List<Part> parts, Message.Extras extras, Instant at) {
    return new Message(
        id,
        ObjectIds.of(id),
        conversation,
        parent,
        user,
        user ? "User" : "Assistant",
        user ? "where to?" : "",
        parts,
        PRIVATE,
        user ? null : PRIVATE,
        false,
        false,
        PRIVATE,
        3,
        Json.object().put("usage", PRIVATE),
        extras,
        at,
        at);
  }

  private String share(Object body) {
    Reply reply = ann.post("/api/share/" + conversation, body);
    assertEquals(200, reply.status(), reply.body());
    return reply.json().get("shareId").asString();
  }

  @Test
  void viewersGetTheWordsAndNothingOfTheOwner() {
    String id = share(Map.of());
    Reply reply = server.client().get("/api/share/" + id);
    assertEquals(200, reply.status(), reply.body());
    assertTrue(reply.body().contains("go to Rome") && reply.body().contains("thought"));
    assertEquals("Holidays", reply.json().get("title").asString());
    assertEquals(3, reply.json().get("messages").size());
    assertEquals(
        reply.json().at("/messages/0/messageId"), reply.json().at("/messages/1/parentMessageId"));
    for (String secret :
        List.of(
            PRIVATE,
            annId,
            "ann@example.com",
            conversation,
            question,
            answer,
            ObjectIds.of(conversation),
            ObjectIds.of(answer))) {
      assertFalse(reply.body().contains(secret), secret + " leaks: " + reply.body());
    }
    Reply copy = bob.post("/api/share/" + id + "/fork", Map.of());
    assertEquals(201, copy.status(), copy.body());
    assertFalse(copy.body().contains(PRIVATE), copy.body());
    assertFalse(copy.body().contains(answer), copy.body());
    assertEquals("Own", copy.json().at("/conversation/endpoint").asString());
  }

  @Test
  void aLinkIsASnapshotUntilItIsRenewed() {
    String id = share(Map.of("targetMessageId", answer));
    assertEquals(2, server.client().get("/api/share/" + id).json().get("messages").size());
    assertEquals(409, ann.post("/api/share/" + conversation, Map.of()).status());
    JsonNode link = ann.get("/api/share/link/" + conversation).json();
    assertTrue(link.get("success").booleanValue());
    assertTrue(ann.get("/api/convos/" + conversation).status() == 200);
    assertTrue(ann.get("/api/convos").json().at("/conversations/0/isShared").booleanValue());

    Reply renewed = ann.send("PATCH", "/api/share/" + id, Map.of("targetMessageId", question));
    String next = renewed.json().get("shareId").asString();
    assertNotEquals(id, next);
    assertEquals(404, server.client().get("/api/share/" + id).status());
    assertEquals(1, server.client().get("/api/share/" + next).json().get("messages").size());

    assertEquals(200, ann.send("DELETE", "/api/share/" + next, null).status());
    assertEquals(404, server.client().get("/api/share/" + next).status());
    assertFalse(ann.get("/api/convos").json().at("/conversations/0/isShared").booleanValue());
    assertFalse(ann.get("/api/share/link/" + conversation).json().get("success").booleanValue());
  }

  @Test
  void aDeletedConversationIsNoLongerShared() {
    String id = share(Map.of());
    ann.send("DELETE", "/api/convos", Map.of("arg", Map.of("conversationId", conversation)));
    assertEquals(404, bob.get("/api/share/" + id).status());
    assertEquals(0, ann.get("/api/share").json().get("links").size());
    ann.post("/api/klatch/conversations/" + conversation + "/restore", null);
    assertEquals(200, bob.get("/api/share/" + id).status());
  }

  @Test
  void onlySignedInPeopleReadWhatIsNotOpen() {
    String id = share(Map.of("isPublic", false));
    assertEquals(401, server.client().get("/api/share/" + id).status());
    assertEquals(403, bob.get("/api/share/" + id).status());
    assertEquals(403, bob.post("/api/share/" + id + "/fork", Map.of()).status());
    assertEquals(200, ann.get("/api/share/" + id).status());
    String open =
        ann.send("PATCH", "/api/share/" + id, Map.of("isPublic", true))
            .json()
            .get("shareId")
            .asString();
    assertEquals(200, server.client().get("/api/share/" + open).status());
    server.close();
    start(new ShareConfig(true, false, true), null);
    assertEquals(401, server.client().get("/api/share/" + open).status());
    assertEquals(200, bob.get("/api/share/" + open).status());
  }

  @Test
  void rolesDecideWhoShares() {
    server.close();
    start(
        new ShareConfig(true, true, true),
        Json.parse("{\"sharedLinks\":{\"create\":false,\"public\":false}}"));
    assertEquals(403, ann.post("/api/share/" + conversation, Map.of()).status());
  }

  @Test
  void forksTakeAPathAndNoticeChanges() {
    String id = share(Map.of());
    String revision = bob.get("/api/share/" + id).json().get("updatedAt").asString();
    Reply part =
        bob.post(
            "/api/share/" + id + "/fork",
            Map.of("targetMessageIndex", 1, "shareRevision", revision));
    assertEquals(2, part.json().get("messages").size());
    assertEquals(
        409,
        bob.post(
                "/api/share/" + id + "/fork",
                Map.of("targetMessageIndex", 1, "shareRevision", "2020-01-01T00:00:00.000Z"))
            .status());
    assertEquals(401, server.client().post("/api/share/" + id + "/fork", Map.of()).status());
  }

  @Test
  void othersLinksAreLikeNone() {
    String id = share(Map.of());
    for (String link : List.of(id, "nothing")) {
      assertEquals(404, bob.send("DELETE", "/api/share/" + link, null).status(), link);
      assertEquals(404, bob.send("PATCH", "/api/share/" + link, Map.of()).status(), link);
    }
    assertEquals(400, bob.get("/api/share/%00").status());
    assertEquals(404, bob.post("/api/share/" + conversation, Map.of()).status());
    assertFalse(bob.get("/api/share/link/" + conversation).json().get("success").booleanValue());
    assertEquals(0, bob.get("/api/share").json().get("links").size());
  }

  @Test
  void badInputIsRefused() {
    for (Object target : List.of("", 5, List.of())) {
      assertEquals(
          400, ann.post("/api/share/" + conversation, Map.of("targetMessageId", target)).status());
    }
    assertEquals(
        404, ann.post("/api/share/" + conversation, Map.of("targetMessageId", "nowhere")).status());
    assertEquals(
        400, ann.post("/api/share/" + conversation, Map.of("snapshotFiles", "yes")).status());
    for (String cursor : List.of("x", "W10", "WzEsMiwzXQ")) {
      assertEquals(400, ann.get("/api/share?cursor=" + cursor).status());
    }
    assertEquals(0, ann.get("/api/share").json().get("links").size());
  }
}
