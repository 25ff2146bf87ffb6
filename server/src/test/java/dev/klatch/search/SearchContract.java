package dev.klatch.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationRoutes;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageRoutes;
import dev.klatch.conversation.MessageService;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.conversation.tag.TagService;
import dev.klatch.json.Json;
import dev.klatch.provider.Part;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What search promises, on every store engine. */
abstract class SearchContract {
  private static final Instant DAY = Instant.parse("2026-05-04T10:00:00Z");

  @TempDir Path folder;
  private Database database;
  private ConversationStore conversations;
  private MessageStore messages;
  private SearchService search;
  private TestServer server;
  private TestClient ann;
  private TestClient bob;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    conversations = new ConversationStore(database);
    messages = new MessageStore(database);
    begin();
    ann = server.signedIn("ann@example.com");
    bob = server.signedIn("bob@example.com");
  }

  private void begin() {
    search =
        new SearchService(
            database, conversations, messages, folder.resolve("search"), Clock.systemUTC());
    SearchService found = search;
    server =
        TestServer.over(database)
            .routes(
                router -> {
                  ConversationService service =
                      new ConversationService(database, conversations, messages, Clock.systemUTC());
                  MessageService texts =
                      new MessageService(
                          database, service, messages, String::length, Clock.systemUTC());
                  new ConversationRoutes(service, found::conversationIds).register(router);
                  new MessageRoutes(texts).register(router);
                  new SearchRoutes(found, texts).register(router);
                })
            .start();
    search.start();
  }

  @AfterEach
  void stop() {
    server.close();
    search.close();
    database.close();
  }

  @Test
  void findsWordsBeginningsAndTypingErrorsInMessagesAndTitles() {
    String id =
        conversation(ann, "Cluster notes", "How do I scale Kubernetes?", "Use the deployment.");
    conversation(ann, "Other", "Nothing here", "Really");

    for (String typed :
        List.of("kubernetes", "Kubern", "kubernets", "kuberntes", "scale KUBERNETES")) {
      JsonNode page = find(ann, typed);
      assertEquals(1, page.get("conversations").size(), typed);
      JsonNode group = page.get("conversations").get(0);
      assertEquals(id, group.get("conversationId").asString());
      JsonNode fragment = group.get("hits").get(0).get("fragments").get(0);
      assertTrue(marked(fragment).contains("Kubernetes"), typed);
    }
    assertEquals(1, find(ann, "deployment").get("conversations").size());
    JsonNode title = find(ann, "clustr").get("conversations").get(0);
    assertEquals("[[0,7]]", Json.write(title.get("titleMarks")));
    assertEquals(0, find(ann, "kubernetes banana").get("conversations").size());
    assertEquals(0, find(ann, "\"kubernetes scale\"").get("conversations").size());
    assertEquals(1, find(ann, "\"scale kubernetes\"").get("conversations").size());
    assertEquals(0, find(ann, "  ?! ").get("conversations").size());
  }

  @Test
  void findsChineseJapaneseAndFoldedForms() {
    conversation(ann, "天气预报", "明天北京的天气怎么样？", "晴。数据库事务已提交。");
    conversation(ann, "コーヒーの淹れ方", "東京都でおいしいコーヒーを飲みたい", "ｶﾌｪへどうぞ。");
    conversation(ann, "Straße", "L'ŒUVRE d'été déjà vue", "ＡＢＣ");

    for (String typed : List.of("天气", "事务", "京", "コーヒー", "東京都", "カフェ", "ｺｰﾋｰ")) {
      assertFalse(find(ann, typed).get("conversations").isEmpty(), typed);
    }
    for (String typed : List.of("strasse", "œuvre", "oeuvre", "ete", "DEJA", "abc")) {
      assertEquals(1, find(ann, typed).get("conversations").size(), typed);
    }
    assertEquals(0, find(ann, "大阪").get("conversations").size());
    JsonNode hit = find(ann, "東京都").get("conversations").get(0).get("hits").get(0);
    assertEquals(List.of("東京都"), marked(hit.get("fragments").get(0)));
  }

  @Test
  void listsCanBeFilteredByTitleAlone() {
    String mine = conversation(ann, "Ärger mit 50% Rabatt", "falcon", "yes");
    conversation(ann, "Other", "ärger 50%", "yes");
    conversation(bob, "Ärger", "falcon", "yes");
    for (String typed : List.of("ärger", "ÄRGER MIT", "50%", "rabatt")) {
      JsonNode found = ann.get("/api/convos?title=" + encoded(typed)).json().get("conversations");
      assertEquals(1, found.size(), typed);
      assertEquals(mine, found.get(0).get("conversationId").asString());
    }
    assertEquals(0, ann.get("/api/convos?title=falcon").json().get("conversations").size());
    assertEquals(
        2, ann.get("/api/convos?search=" + encoded("ärger")).json().get("conversations").size());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void filtersByBookmarks() {
    String kept = conversation(ann, "Kept", "a falcon", "yes");
    conversation(ann, "Other", "a falcon too", "yes");
    conversation(bob, "His", "his falcon", "yes");
    String user = ann.get("/api/user").json().get("id").asString();
    TagService tags =
        new TagService(
            database,
            new ConversationService(database, conversations, messages, Clock.systemUTC()),
            Clock.systemUTC());
    database.change(handle -> tags.attach(handle, user, kept, List.of("birds", "later")));
    for (String filter : List.of("&tag=birds", "&tag=birds&tag=later", "&tag=none&tag=later")) {
      JsonNode found = ann.get("/api/klatch/search?q=falcon" + filter).json();
      assertEquals(1, found.get("conversations").size(), filter);
      assertEquals(kept, found.get("conversations").get(0).get("conversationId").asString());
    }
    assertEquals(
        0, ann.get("/api/klatch/search?q=falcon&tag=none").json().get("conversations").size());
    assertEquals(
        0, bob.get("/api/klatch/search?q=falcon&tag=birds").json().get("conversations").size());
  }

  @Test
  void keepsPeopleApart() {
    conversation(ann, "Secret plan", "the falcon flies at midnight", "understood");
    conversation(bob, "Mine", "hello", "world");

    assertEquals(0, find(bob, "falcon").get("conversations").size());
    assertEquals(0, bob.get("/api/messages?search=falcon").json().get("messages").size());
    assertEquals(0, bob.get("/api/convos?search=falcon").json().get("conversations").size());
    assertEquals(1, find(ann, "falcon").get("conversations").size());
    assertEquals(401, server.client().get("/api/klatch/search?q=falcon").status());
    assertEquals(401, server.client().get("/api/messages?search=falcon").status());
    assertEquals(401, server.client().get("/api/search/enable").status());
  }

  @Test
  void answersInTheFormsOfTheContract() {
    String id = conversation(ann, "Pancakes", "flour and milk", "Mix the flour first.");

    assertEquals("true", ann.get("/api/search/enable").body());
    JsonNode found = ann.get("/api/messages?search=flour").json();
    assertEquals(2, found.get("messages").size());
    assertTrue(found.get("nextCursor").isNull());
    JsonNode row = found.get("messages").get(0);
    assertEquals("Pancakes", row.get("title").asString());
    assertEquals("model-1", row.get("model").asString());
    assertEquals(id, row.get("conversationId").asString());
    assertTrue(row.get("searchResult").booleanValue());
    JsonNode first = ann.get("/api/messages?search=flour&pageSize=1").json();
    assertEquals(1, first.get("messages").size());
    JsonNode second =
        ann.get(
                "/api/messages?search=flour&pageSize=1&cursor="
                    + first.get("nextCursor").asString())
            .json();
    assertFalse(first.get("messages").equals(second.get("messages")));
    JsonNode list = ann.get("/api/convos?search=flour").json();
    assertEquals(id, list.get("conversations").get(0).get("conversationId").asString());

    JsonNode page =
        ann.get("/api/messages?conversationId=" + id + "&pageSize=1&sortDirection=asc").json();
    assertEquals("flour and milk", page.get("messages").get(0).get("text").asString());
    JsonNode rest =
        ann.get(
                "/api/messages?conversationId="
                    + id
                    + "&sortDirection=asc&cursor="
                    + page.get("nextCursor").asString())
            .json();
    assertEquals(1, rest.get("messages").size());
    String messageId = rest.get("messages").get(0).get("messageId").asString();
    String one = "/api/messages?conversationId=" + id + "&messageId=" + messageId;
    assertEquals(1, ann.get(one).json().get("messages").size());
    assertEquals(0, bob.get(one).json().get("messages").size());
    assertEquals(0, ann.get("/api/messages").json().get("messages").size());
  }

  @Test
  void followsEveryChange() {
    String id = conversation(ann, "First name", "alpha", "beta");
    String message = ann.get("/api/messages/" + id).json().get(0).get("messageId").asString();
    assertEquals(1, find(ann, "alpha").get("total").intValue());

    ann.send("PUT", "/api/messages/" + id + "/" + message, Map.of("text", "gamma"));
    assertEquals(0, find(ann, "alpha").get("total").intValue());
    assertEquals(1, find(ann, "gamma").get("total").intValue());
    ann.post("/api/convos/update", Map.of("arg", Map.of("conversationId", id, "title", "Zebra")));
    assertEquals(0, find(ann, "first").get("total").intValue());
    assertEquals(1, find(ann, "zebra").get("total").intValue());
    ann.post(
        "/api/convos/archive", Map.of("arg", Map.of("conversationId", id, "isArchived", true)));
    assertTrue(find(ann, "zebra").get("conversations").get(0).get("isArchived").booleanValue());
    ann.send("DELETE", "/api/convos", Map.of("arg", Map.of("conversationId", id)));
    assertEquals(0, find(ann, "gamma").get("total").intValue());
    ann.post("/api/klatch/conversations/" + id + "/restore", null);
    assertEquals(1, find(ann, "gamma").get("total").intValue());
    assertEquals(1, find(ann, "zebra").get("total").intValue());
    database.change(handle -> handle.execute("DELETE FROM conversation WHERE id = ?", id));
    assertEquals(0, find(ann, "gamma").get("total").intValue());
  }

  @Test
  void leavesTemporaryConversationsAndThinkingOut() {
    save(ann, "Temporary", true, DAY, "hidden words", "secret answer");
    conversation(ann, "Kept", "question", "answer");

    assertEquals(0, find(ann, "hidden").get("total").intValue());
    assertEquals(0, find(ann, "pondering").get("total").intValue());
    assertEquals(1, find(ann, "answer").get("total").intValue());
  }

  @Test
  void filtersByDateAndConversation() {
    String old = save(ann, "Old", false, Instant.parse("2024-01-15T12:00:00Z"), "orchid", "x");
    String recent = save(ann, "New", false, DAY, "orchid", "y");

    assertEquals(2, find(ann, "orchid").get("total").intValue());
    assertEquals(List.of(recent), ids(ann, "orchid&from=2026-01-01"));
    assertEquals(List.of(old), ids(ann, "orchid&to=2024-01-15"));
    assertEquals(List.of(), ids(ann, "orchid&from=2024-02-01T00:00:00Z&to=2025-01-01"));
    assertEquals(List.of(old), ids(ann, "orchid&conversationId=" + old));
    assertEquals(400, ann.get("/api/klatch/search?q=orchid&from=yesterday").status());
    assertEquals(400, ann.get("/api/klatch/search").status());
  }

  @Test
  void pagesThroughManyHits() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      texts.add("walrus number " + i);
    }
    save(ann, "Many", false, DAY, texts.toArray(String[]::new));

    JsonNode first = find(ann, "walrus");
    assertEquals(60, first.get("total").intValue());
    JsonNode second = find(ann, "walrus&offset=" + first.get("nextOffset").intValue());
    assertEquals(40, first.get("conversations").get(0).get("hits").size());
    assertEquals(20, second.get("conversations").get(0).get("hits").size());
    assertNull(second.get("nextOffset"));
    assertEquals(0, find(ann, "walrus&offset=999999999").get("conversations").size());
    assertEquals(1, find(ann, "walrus&offset=-5&limit=nonsense").get("conversations").size());
  }

  @Test
  void survivesRestartDamageAndRebuilds() throws IOException {
    conversation(ann, "One", "mango", "papaya");
    assertEquals(1, find(ann, "mango").get("total").intValue());

    restart();
    assertEquals(1, find(ann, "mango").get("total").intValue());
    // What was saved while no index was open is found afterwards.
    search.close();
    conversation(ann, "Two", "mango again", "kiwi");
    restart();
    assertEquals(2, find(ann, "mango").get("total").intValue());

    search.close();
    try (Stream<Path> files = Files.list(folder.resolve("search"))) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    restart();
    assertEquals(2, awaitTotal("mango"));
    assertNotNull(new SearchStore(database).state().indexId());

    search.rebuild();
    assertEquals(2, awaitTotal("mango"));
    // An index of another database is not believed.
    database.change(handle -> handle.execute("UPDATE search_state SET applied = applied + 1000"));
    restart();
    assertEquals(2, awaitTotal("mango"));
  }

  /** A rebuild answers with what it has so far: asks until it is whole. */
  private int awaitTotal(String typed) {
    while (true) {
      TestClient.Reply reply = ann.get("/api/klatch/search?q=" + typed);
      if (reply.status() == 200
          && !reply.json().has("building")
          && !new SearchStore(database).state().indexId().isEmpty()) {
        return ann.get("/api/klatch/search?q=" + typed).json().get("total").intValue();
      }
      Thread.onSpinWait();
    }
  }

  private void restart() {
    server.close();
    search.close();
    begin();
    ann =
        server
            .client()
            .bearer(
                server
                    .login("ann@example.com", "correct horse battery")
                    .json()
                    .get("token")
                    .asString());
  }

  private JsonNode find(TestClient who, String query) {
    int amp = query.indexOf('&');
    String typed = amp < 0 ? query : query.substring(0, amp);
    String rest = amp < 0 ? "" : query.substring(amp);
    TestClient.Reply reply =
        who.get("/api/klatch/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8) + rest);
    assertEquals(200, reply.status(), reply.body());
    return reply.json();
  }

  private List<String> ids(TestClient who, String query) {
    List<String> ids = new ArrayList<>();
    find(who, query).get("conversations").forEach(c -> ids.add(c.get("conversationId").asString()));
    return ids;
  }

  private static List<String> marked(JsonNode fragment) {
    List<String> words = new ArrayList<>();
    String text = fragment.get("text").asString();
    fragment
        .get("marks")
        .forEach(m -> words.add(text.substring(m.get(0).intValue(), m.get(1).intValue())));
    return words;
  }

  private String conversation(TestClient who, String title, String... texts) {
    return save(who, title, false, DAY, texts);
  }

  /** Saves a conversation as a run does: questions and answers in turn. */
  private String save(
      TestClient who, String title, boolean temporary, Instant at, String... texts) {
    String user = who.get("/api/user").json().get("id").asString();
    String id = UUID.randomUUID().toString();
    database.change(
        handle -> {
          conversations.insert(
              handle,
              new Conversation(
                  id,
                  ObjectIds.of(id),
                  user,
                  title,
                  "Fake",
                  "model-1",
                  Json.object(),
                  false,
                  null,
                  false,
                  temporary,
                  at,
                  at,
                  null));
          String parent = Message.ROOT;
          for (int i = 0; i < texts.length; i++) {
            String messageId = UUID.randomUUID().toString();
            boolean mine = i % 2 == 0;
            List<Part> parts =
                mine
                    ? List.of()
                    : List.of(new Part.Reasoning("pondering"), new Part.Text(texts[i]));
            Instant time = at.plusMillis(i);
            messages.save(
                handle,
                new Message(
                    messageId,
                    ObjectIds.of(messageId),
                    id,
                    parent,
                    mine,
                    mine ? "User" : "Bot",
                    mine ? texts[i] : "",
                    parts,
                    "Fake",
                    "model-1",
                    false,
                    false,
                    null,
                    null,
                    null,
                    Message.Extras.NONE,
                    time,
                    time));
            parent = messageId;
          }
        });
    return id;
  }
}
