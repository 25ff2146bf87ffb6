package dev.klatch.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.conversation.OrganiseHarness.Person;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient.Reply;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Lists, bookmarks, projects, copies and deletion over real sockets; each engine runs this suite.
 */
abstract class OrganiseContract {
  Database database;
  OrganiseHarness harness;
  Person ann;
  Person bob;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    harness = new OrganiseHarness(database, null, 7);
    ann = harness.person("ann");
    bob = harness.person("bob");
  }

  @AfterEach
  void stop() {
    harness.close();
    database.close();
  }

  @Test
  void pagesFollowEverySortInBothDirections() {
    for (String title : List.of("banana", "Cherry", "apple", "cherry", "date")) {
      harness.conversation(ann, title);
    }
    harness.conversation(bob, "foreign");

    assertEquals("apple banana Cherry cherry date", pages("sortBy=title&sortDirection=asc"));
    assertEquals("date cherry Cherry banana apple", pages("sortBy=title&sortDirection=desc"));
    assertEquals("date cherry apple Cherry banana", pages(""));
    assertEquals("banana Cherry apple cherry date", pages("sortBy=createdAt&sortDirection=asc"));
  }

  /** All titles, two a page; equal titles are put in the order of the alphabet. */
  private String pages(String query) {
    StringBuilder titles = new StringBuilder();
    String cursor = "";
    for (int page = 0; page < 10 && cursor != null; page++) {
      JsonNode reply =
          ann.get("/api/convos?limit=2&" + query + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      reply.get("conversations").forEach(c -> titles.append(c.get("title").asString()).append(' '));
      cursor = reply.get("nextCursor").isNull() ? null : reply.get("nextCursor").asString();
    }
    // Two of one name in another case have no order among themselves.
    String found = titles.toString().strip();
    return query.contains("title")
        ? found
            .replace("cherry Cherry", "#")
            .replace("Cherry cherry", "#")
            .replace("#", query.endsWith("asc") ? "Cherry cherry" : "cherry Cherry")
        : found;
  }

  @Test
  void forgedCursorsStartAtTheTop() {
    harness.conversation(ann, "one");
    harness.conversation(ann, "two");
    String cursor = ann.get("/api/convos?limit=1&sortBy=title").get("nextCursor").asString();
    for (String forged :
        List.of(
            "x",
            "%00",
            "W10",
            "bnVsbA",
            cursor,
            "WyJVLSIsIjlcdTAwMDAiLCJ4Il0",
            "A".repeat(2_000))) {
      Reply reply = ann.client().get("/api/convos?limit=1&cursor=" + forged);
      assertEquals(200, reply.status(), forged);
      assertEquals("two", reply.json().at("/conversations/0/title").asString(), forged);
    }
  }

  @Test
  void filtersByArchivePinTagAndProject() {
    String plain = harness.conversation(ann, "plain");
    String kept = harness.conversation(ann, "kept");
    String pinned = harness.conversation(ann, "pinned");
    arg("/api/convos/archive", "isArchived", kept);
    arg("/api/convos/pin", "pinned", pinned);
    ann.post(
        "/api/tags", Map.of("tag", "Work", "addToConversation", true, "conversationId", plain));
    String project = ann.post("/api/projects", Map.of("name", "P")).json().get("_id").asString();
    move(ann, pinned, project);

    assertEquals("pinned plain", ann.titles(""));
    assertEquals("kept", ann.titles("isArchived=true&sortBy=archivedAt"));
    assertEquals("pinned", ann.titles("pinned=true"));
    assertEquals("plain", ann.titles("pinned=false"));
    assertEquals("plain", ann.titles("tags=Work&tags=Other"));
    assertEquals("", ann.titles("tags=Other"));
    assertEquals("pinned", ann.titles("projectId=" + project));
    assertEquals("plain", ann.titles("projectId=unassigned"));
    assertEquals(400, ann.client().get("/api/convos?projectId=nonsense").status());
    assertEquals("", bob.titles("projectId=" + project));
    assertEquals(
        2, ann.post("/api/convos/archive/all", Map.of()).json().get("archivedCount").asInt());
    assertEquals("", ann.titles(""));
  }

  private void arg(String path, String flag, String id) {
    Reply reply = ann.post(path, Map.of("arg", Map.of("conversationId", id, flag, true)));
    assertEquals(200, reply.status(), reply.body());
    assertTrue(reply.json().get(flag).booleanValue());
  }

  private static Reply move(Person person, String conversation, @Nullable String project) {
    String body = Json.write(Json.object().set("projectId", Json.MAPPER.valueToTree(project)));
    return person.client().send("PUT", "/api/projects/conversations/" + conversation, body);
  }

  @Test
  void bookmarksCountRenameMoveAndGo() {
    String one = harness.conversation(ann, "one");
    String two = harness.conversation(ann, "two");
    for (String tag : List.of("a", "b", "c")) {
      ann.post("/api/tags", Map.of("tag", tag));
    }
    assertEquals("[\"c\",\"a\"]", assign(one, "c", "a").body());
    assign(two, "a", "new");
    assertEquals("a2 b0 c1 new1", tags());

    ann.client()
        .send("PUT", "/api/tags/c", Map.of("position", 1, "tag", "see/ me", "description", "d"));
    assertEquals("see/ me1 a2 b0 new1", tags());
    assertEquals("[\"see/ me\",\"a\"]", ann.get("/api/convos/" + one).get("tags").toString());
    assertEquals(409, ann.client().send("PUT", "/api/tags/a", Map.of("tag", "b")).status());

    ann.client().send("DELETE", "/api/convos", Map.of("arg", Map.of("conversationId", two)));
    assertEquals("see/ me1 a1 b0 new0", tags());
    ann.post("/api/klatch/conversations/" + two + "/restore", Map.of());
    assertEquals("see/ me1 a2 b0 new1", tags());

    assertEquals(200, ann.client().send("DELETE", "/api/tags/see%2F%20me", null).status());
    assertEquals("a2 b0 new1", tags());
    assertEquals("[\"a\"]", ann.get("/api/convos/" + one).get("tags").toString());
    assertEquals(404, ann.client().send("DELETE", "/api/tags/nothing", null).status());
    assertEquals("[]", bob.get("/api/tags").toString());
  }

  private Reply assign(String conversation, String... names) {
    return ann.client()
        .send("PUT", "/api/tags/convo/" + conversation, Map.of("tags", Arrays.asList(names)));
  }

  private String tags() {
    return String.join(
        " ",
        ann.get("/api/tags")
            .valueStream()
            .map(t -> t.get("tag").asString() + t.get("count").asInt())
            .toList());
  }

  @Test
  void badBookmarksAreRefused() {
    for (Object tag : List.of("", " ", "x".repeat(129), "two\nlines", 5)) {
      assertEquals(400, ann.post("/api/tags", Map.of("tag", tag)).status());
    }
    String id = harness.conversation(ann, "one");
    for (Object list : List.of("text", List.of(1), Map.of())) {
      assertEquals(
          400, ann.client().send("PUT", "/api/tags/convo/" + id, Map.of("tags", list)).status());
    }
    assertEquals("", tags());
  }

  @Test
  void bookmarksNeedTheirPermission() {
    JsonNode off = Json.parse("{\"bookmarks\":false}");
    try (OrganiseHarness other = new OrganiseHarness(database, off, 7)) {
      Person carl = other.person("carl");
      assertEquals(403, carl.client().get("/api/tags").status());
      assertEquals(403, carl.post("/api/tags", Map.of("tag", "x")).status());
    }
  }

  @Test
  void projectsHoldConversations() {
    String one = harness.conversation(ann, "one");
    JsonNode made = ann.post("/api/projects", Map.of("name", " Trip ", "description", "d")).json();
    String id = made.get("_id").asString();
    ann.post("/api/projects", Map.of("name", "Alpha"));
    assertTrue(id.matches("[0-9a-f]{24}"));
    assertEquals("Trip", made.get("name").asString());

    JsonNode moved = move(ann, one, id).json();
    assertEquals(id, moved.at("/conversation/chatProjectId").asString());
    assertTrue(moved.get("previousProjectId").isNull());
    JsonNode project = ann.get("/api/projects/" + id);
    assertEquals(1, project.get("conversationCount").asInt());
    assertEquals(one, project.get("lastConversationId").asString());
    JsonNode page = ann.get("/api/projects?sortBy=name&sortDirection=asc&limit=1");
    assertEquals("Alpha", page.at("/projects/0/name").asString());
    assertEquals(
        "Trip",
        ann.get(
                "/api/projects?sortBy=name&sortDirection=asc&cursor="
                    + page.get("nextCursor").asString())
            .at("/projects/0/name")
            .asString());

    Reply gone = ann.client().send("DELETE", "/api/projects/" + id, null);
    assertEquals("{\"deletedCount\":1,\"modifiedCount\":1}", gone.body());
    assertTrue(ann.get("/api/convos/" + one).get("chatProjectId").isNull());
  }

  @Test
  void whatIsOthersAnswersLikeNothing() {
    String foreign = harness.conversation(bob, "foreign");
    String own = harness.conversation(ann, "own");
    String project = bob.post("/api/projects", Map.of("name", "B")).json().get("_id").asString();
    bob.post("/api/tags", Map.of("tag", "secret"));

    for (String id : List.of(foreign, "00000000-1111-2222-3333-444444444444")) {
      assertEquals(404, assign(id, "x").status());
      assertEquals(404, ann.post("/api/convos/duplicate", Map.of("conversationId", id)).status());
      assertEquals(
          404,
          ann.post("/api/convos/fork", Map.of("conversationId", id, "messageId", id)).status());
      assertEquals(404, move(ann, id, null).status());
    }
    for (String id : List.of(project, "0123456789abcdef01234567")) {
      assertEquals(404, move(ann, own, id).status());
      assertEquals(404, ann.client().get("/api/projects/" + id).status());
      assertEquals(
          404, ann.client().send("PATCH", "/api/projects/" + id, Map.of("name", "x")).status());
      assertEquals(404, ann.client().send("DELETE", "/api/projects/" + id, null).status());
    }
    assertEquals(404, ann.client().send("PUT", "/api/tags/secret", Map.of("tag", "x")).status());
    assertEquals("B", bob.get("/api/projects/" + project).get("name").asString());
  }

  /**
   *
   *
   * <pre>
   * q1 - a1 - q2 - a2
   *    \ b1 - q3 - a3
   *           q4
   * </pre>
   */
  private String tree() {
    String id = harness.conversation(ann, "tree");
    harness.message(id, "q1", null);
    harness.message(id, "a1", "q1");
    harness.message(id, "b1", "q1");
    harness.message(id, "q2", "a1");
    harness.message(id, "q3", "b1");
    harness.message(id, "q4", "b1");
    harness.message(id, "a2", "q2");
    harness.message(id, "a3", "q3");
    return id;
  }

  private JsonNode fork(String id, String at, String option, boolean split, String latest) {
    Reply reply =
        ann.post(
            "/api/convos/fork",
            Map.of(
                "conversationId", id,
                "messageId", OrganiseHarness.id(id, at),
                "option", option,
                "splitAtTarget", split,
                "latestMessageId", OrganiseHarness.id(id, latest)));
    assertEquals(200, reply.status(), reply.body());
    return reply.json().get("messages");
  }

  @Test
  void forksTakeWhatTheirModeSays() {
    String id = tree();
    assertEquals(
        "b1<q1 q1< q3<b1", OrganiseHarness.tree(fork(id, "q3", "directPath", false, "q3")));
    assertEquals(
        "a1<q1 b1<q1 q1< q3<b1 q4<b1",
        OrganiseHarness.tree(fork(id, "q3", "includeBranches", false, "q3")));
    assertEquals(
        "a1<q1 b1<q1 q1< q2<a1 q3<b1 q4<b1", OrganiseHarness.tree(fork(id, "q3", "", false, "q3")));
    assertEquals("a3<q3 q3<", OrganiseHarness.tree(fork(id, "q3", "directPath", true, "a3")));
    assertEquals(
        "a2<q2 a3<q3 q2< q3< q4<", OrganiseHarness.tree(fork(id, "q3", "targetLevel", true, "a3")));
    assertTrue(harness.told.contains("copied q3"));
  }

  @Test
  void aDuplicateIsWholeAndApart() {
    String id = tree();
    Reply reply = ann.post("/api/convos/duplicate", Map.of("conversationId", id, "title", "Copy"));
    assertEquals(201, reply.status(), reply.body());
    JsonNode copy = reply.json();
    String copyId = copy.at("/conversation/conversationId").asString();
    assertNotEquals(id, copyId);
    assertEquals("Copy", copy.at("/conversation/title").asString());
    JsonNode original = ann.get("/api/messages/" + id);
    assertEquals(
        OrganiseHarness.tree(original), OrganiseHarness.tree(ann.get("/api/messages/" + copyId)));
    Set<String> ids = new HashSet<>();
    original.forEach(m -> ids.add(m.get("messageId").asString()));
    copy.get("messages").forEach(m -> assertFalse(ids.contains(m.get("messageId").asString())));
    assertEquals(8, copy.at("/conversation/messages").size());
    assertEquals(404, bob.client().get("/api/messages/" + copyId).status());
  }

  @Test
  void badForksAreRefusedAndManyAreSlowedDown() {
    String id = tree();
    String at = OrganiseHarness.id(id, "q1");
    assertEquals(400, ann.post("/api/convos/fork", Map.of("messageId", at)).status());
    assertEquals(
        400,
        ann.post(
                "/api/convos/fork",
                Map.of("conversationId", id, "messageId", at, "option", "everything"))
            .status());
    assertEquals(
        404,
        ann.post("/api/convos/fork", Map.of("conversationId", id, "messageId", "nothing"))
            .status());
    int status = 0;
    for (int i = 0; i < 8 && status != 429; i++) {
      status = ann.post("/api/convos/duplicate", Map.of("conversationId", id)).status();
    }
    assertEquals(429, status);
  }

  @Test
  void deletingAllCanBeTakenBackAtOnce() {
    harness.conversation(ann, "one");
    harness.conversation(ann, "two");
    String foreign = harness.conversation(bob, "foreign");
    Reply gone = ann.client().send("DELETE", "/api/convos/all", null);
    assertEquals(201, gone.status());
    assertEquals(2, gone.json().get("deletedCount").asInt());
    assertEquals("", ann.titles(""));
    assertEquals(404, bob.post("/api/klatch/conversations/" + foreign + "/restore", null).status());

    JsonNode ids = gone.json().get("conversationIds");
    assertEquals(
        0,
        bob.post("/api/klatch/conversations/restore", Map.of("conversationIds", ids))
            .json()
            .get("conversationIds")
            .size());
    ann.post("/api/klatch/conversations/restore", Map.of("conversationIds", ids));
    assertEquals("two one", ann.titles(""));
    assertEquals(List.of("hidden 2", "restored 2"), harness.told);
  }
}
