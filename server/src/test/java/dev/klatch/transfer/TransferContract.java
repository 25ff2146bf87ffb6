package dev.klatch.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.conversation.ConversationRoutes;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.MessageRoutes;
import dev.klatch.conversation.MessageService;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.tag.TagService;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What import and export promise, on every store engine. */
abstract class TransferContract {
  private static final ImportLimits LIMITS =
      new ImportLimits(2_000, 2_000_000, 5_000, 5_000, 5_000, 100);

  @TempDir Path folder;
  private Database database;
  private TestServer server;
  private TestClient ann;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    ConversationStore conversations = new ConversationStore(database);
    MessageStore messages = new MessageStore(database);
    Clock clock = Clock.systemUTC();
    TransferConfig config =
        new TransferConfig(
            3_000_000,
            new TransferConfig.Rate(100, Duration.ofMinutes(15)),
            new TransferConfig.Rate(50, Duration.ofMinutes(15)),
            folder.resolve("imports"));
    server =
        TestServer.over(database)
            .routes(
                router -> {
                  ConversationService service =
                      new ConversationService(database, conversations, messages, clock);
                  new ConversationRoutes(service).register(router);
                  TagService tags = new TagService(database, service, clock);
                  new MessageRoutes(
                          new MessageService(database, service, messages, String::length, clock))
                      .register(router);
                  new TransferRoutes(
                          new ImportService(
                              database,
                              conversations,
                              messages,
                              tags,
                              config.folder(),
                              LIMITS,
                              clock),
                          new ExportService(database, conversations, messages, clock),
                          config,
                          clock)
                      .register(router);
                })
            .start();
    ann = server.signedIn("ann@example.com");
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  @Test
  void importsChatGptWithBranchesThinkingAndTools() {
    JsonNode reply = imported(201, "conversations.json", SampleFiles.CHATGPT);
    assertEquals("Conversation(s) imported successfully", reply.get("message").asString());

    JsonNode row = conversations().get(0);
    assertEquals("Trip to Kyoto", row.get("title").asString());
    assertEquals("2024-05-01T17:37:11.148Z", row.get("createdAt").asString());
    assertEquals("openAI", row.get("endpoint").asString());
    List<JsonNode> messages = messages(row);
    assertEquals(
        List.of("Plan two days", "Day one: temples.", "Day one: gardens.", "And food?", "Ramen."),
        messages.stream().map(TransferContract::text).toList());
    JsonNode question = messages.get(0);
    assertEquals(question.get("messageId"), messages.get(1).get("parentMessageId"));
    assertEquals(question.get("messageId"), messages.get(2).get("parentMessageId"));
    assertEquals("gpt-4o", messages.get(2).get("model").asString());
    // Thinking, a tool call with its output, and the answer are steps of one message.
    JsonNode content = messages.get(4).get("content");
    assertEquals("think", content.get(0).get("type").asString());
    assertEquals("print(1)", content.get(1).get("tool_call").get("args").asString());
    assertEquals("1", content.get(1).get("tool_call").get("output").asString());
    assertEquals("Ramen.", content.get(2).get("text").asString());
  }

  @Test
  void importsClaude() {
    imported(201, "conversations.json", SampleFiles.CLAUDE);

    JsonNode row = conversations().get(0);
    assertEquals("anthropic", row.get("endpoint").asString());
    List<JsonNode> messages = messages(row);
    assertEquals("Read this\n\n[notes.txt]\nfirst line", text(messages.get(0)));
    JsonNode content = messages.get(1).get("content");
    assertEquals("hmm", content.get(0).get("think").asString());
    assertEquals("42", content.get(1).get("tool_call").get("output").asString());
    assertEquals("It says: first line", content.get(2).get("text").asString());
    assertEquals(messages.get(0).get("messageId"), messages.get(1).get("parentMessageId"));
  }

  @Test
  void importsLibreChatFlatNestedAndWithoutParents() {
    for (String file :
        List.of(
            SampleFiles.LIBRECHAT_FLAT,
            SampleFiles.LIBRECHAT_NESTED,
            SampleFiles.LIBRECHAT_LINEAR)) {
      imported(201, "chat.json", file);
    }
    assertEquals(3, conversations().size());
    for (JsonNode row : conversations()) {
      List<JsonNode> messages = messages(row);
      assertEquals("Hello", text(messages.get(0)));
      assertEquals(messages.get(0).get("messageId"), messages.get(1).get("parentMessageId"));
    }
    JsonNode nested = byTitle("Nested");
    assertEquals(3, messages(nested).size());
    JsonNode full = ann.get("/api/convos/" + nested.get("conversationId").asString()).json();
    assertEquals(0.5, full.get("temperature").doubleValue());
    assertEquals(40, full.get("topK").intValue());
    assertFalse(full.has("tools"));
    assertNotEquals("stolen", full.get("user").asString());
  }

  @Test
  void importsChatbotUi() {
    imported(
        201,
        "chatbotui.json",
        """
        {"version":4,"history":[{"id":"1","name":"Old","messages":[{"role":"user","content":"a"},
        {"role":"assistant","content":"b"}],"model":{"id":"gpt-4"}}],"folders":[],"prompts":[]}
        """);
    JsonNode row = conversations().get(0);
    assertEquals("gpt-4", row.get("model").asString());
    assertEquals(List.of("a", "b"), messages(row).stream().map(TransferContract::text).toList());
  }

  @Test
  void importsTheArchivesOfChatGptAndClaude() throws IOException {
    byte[] zip =
        zip(
            Map.of(
                "user.json", "{\"id\":\"x\"}",
                "chat.html", "<html>",
                "conversations.json", SampleFiles.CHATGPT));
    TestClient.Reply reply = ann.upload("/api/klatch/imports", "export.zip", zip);
    assertEquals(202, reply.status(), reply.body());
    JsonNode done = await(reply.json().get("id").asString());
    assertEquals("done", done.get("state").asString());
    assertEquals(1, done.get("conversations").intValue());
    assertEquals(5, done.get("messages").intValue());
    assertEquals(done.get("bytesTotal").intValue(), done.get("bytesRead").intValue());
    assertEquals(
        404,
        server
            .signedIn("eve@example.com")
            .get("/api/klatch/imports/" + done.get("id").asString())
            .status());
    assertNothingLeft();
  }

  @Test
  void tellsWhichConversationsItRefusesAndTakesTheRest() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2_500; i++) {
      many.append(i == 0 ? "" : ",").append("{\"uuid\":\"").append(i);
      many.append("\",\"sender\":\"human\",\"text\":\"x\"}");
    }
    String file =
        "[{\"name\":\"Good\",\"chat_messages\":[{\"sender\":\"human\",\"text\":\"hi\"}]},"
            + "{\"name\":\"Huge\",\"chat_messages\":["
            + many
            + "]},7,{\"name\":\"Wrong\",\"chat_messages\":\"text\"},{\"name\":\"Empty\","
            + "\"chat_messages\":[]},{\"title\":\"Foreign\"},"
            + "{\"name\":\"Deep\",\"chat_messages\":[{\"sender\":"
            + "[".repeat(500)
            + "]".repeat(500)
            + "}]},{\"name\":\"Last\",\"chat_messages\":[{\"sender\":\"human\",\"text\":\"yo\"}]}]";
    JsonNode reply = imported(201, "c.json", file);

    assertEquals(2, reply.get("conversations").intValue());
    assertEquals(6, reply.get("refused").intValue());
    List<String> titles = new ArrayList<>();
    reply.get("failures").forEach(f -> titles.add(f.get("title").asString()));
    assertEquals(List.of("Huge", "#3", "Wrong", "Empty", "Foreign", "Deep"), titles);
    assertEquals(2, conversations().size());
  }

  @Test
  void mendsCirclesDuplicatesAndMissingParents() {
    imported(
        201,
        "c.json",
        """
        {"conversationId":"x","title":"Odd","messages":[
          {"messageId":"a","parentMessageId":"b","isCreatedByUser":true,"text":"one"},
          {"messageId":"b","parentMessageId":"a","isCreatedByUser":false,"text":"two"},
          {"messageId":"c","parentMessageId":"c","isCreatedByUser":true,"text":"three"},
          {"messageId":"d","parentMessageId":"gone","isCreatedByUser":true,"text":"four"},
          {"messageId":"a","parentMessageId":"b","isCreatedByUser":true,"text":"five"},
          {"messageId":5,"parentMessageId":{},"isCreatedByUser":"yes","text":["wrong"],"sender":7}]}
        """);
    List<JsonNode> messages = messages(conversations().get(0));
    assertEquals(5, messages.size());
    Map<String, JsonNode> byId = new HashMap<>();
    messages.forEach(m -> byId.put(m.get("messageId").asString(), m));
    for (JsonNode message : messages) {
      JsonNode at = message;
      int steps = 0;
      while (byId.containsKey(at.get("parentMessageId").asString())) {
        at = byId.get(at.get("parentMessageId").asString());
        assertTrue(++steps < 10, "a circle");
      }
    }
  }

  @Test
  void refusesWhatIsNoExportAndStoresNothing() throws IOException {
    assertEquals(415, ann.upload("/api/convos/import", "a.png", new byte[] {1, 2, 3}).status());
    assertEquals(400, ann.upload("/api/convos/import", "a.json", new byte[0]).status());
    assertEquals(415, ann.post("/api/convos/import", "{}").status());
    assertEquals(413, ann.upload("/api/convos/import", "a.json", new byte[3_100_000]).status());
    assertEquals(401, server.client().upload("/api/convos/import", "a.json", new byte[9]).status());
    for (String file :
        List.of(
            "{}",
            "{\"a\":[1,2]}",
            "[1,2,3]",
            "[{\"mapping\":5}]",
            "{\"messages\":[{\"messageId\"",
            "[".repeat(100_000),
            "{\"messages\":[" + "{\"children\":[".repeat(40_000),
            "[{\"mapping\":{\"a\":{\"message\":{\"content\":{\"parts\":[\""
                + "x".repeat(2_100_000)
                + "\"]}}}}}]")) {
      TestClient.Reply reply =
          ann.upload("/api/convos/import", "a.json", file.getBytes(StandardCharsets.UTF_8));
      assertEquals(
          422, reply.status(), file.substring(0, Math.min(40, file.length())) + reply.body());
      assertFalse(reply.json().get("message").asString().isBlank());
    }
    byte[] zeros = new byte[80_000_000];
    Arrays.fill(zeros, (byte) ' ');
    assertEquals(
        422,
        ann.upload("/api/convos/import", "bomb.zip", zip("conversations.json", zeros)).status());
    assertEquals(
        422, ann.upload("/api/convos/import", "bomb.zip", zip("image.png", zeros)).status());
    byte[] cut = Arrays.copyOf(zip(Map.of("conversations.json", SampleFiles.CHATGPT)), 200);
    assertEquals(422, ann.upload("/api/convos/import", "cut.zip", cut).status());
    assertEquals(0, conversations().size());
    assertNothingLeft();
  }

  @Test
  void keepsWhatCameBeforeABreak() {
    String whole = SampleFiles.CHATGPT.strip();
    String broken =
        whole.substring(0, whole.length() - 1) + ",{\"title\":\"Cut\",\"mapping\":{\"a\":";
    JsonNode reply = imported(201, "c.json", broken);
    assertEquals(1, conversations().size());
    assertTrue(reply.get("error").asString().contains("cut off"), reply.toString());
  }

  @Test
  void importsManyLongConversations() {
    StringBuilder file = new StringBuilder("[");
    for (int c = 0; c < 20; c++) {
      file.append(c == 0 ? "" : ",")
          .append("{\"name\":\"C")
          .append(c)
          .append("\",\"chat_messages\":[");
      for (int m = 0; m < 700; m++) {
        file.append(m == 0 ? "" : ",")
            .append("{\"sender\":\"")
            .append(m % 2 == 0 ? "human" : "assistant");
        file.append("\",\"text\":\"words ").append(m).append("\"}");
      }
      file.append("]}");
    }
    JsonNode reply = imported(201, "c.json", file.append("]").toString());
    assertEquals(14_000, reply.get("messages").intValue());
    // Long ones are written in pieces, and shown only when they are whole.
    assertEquals(700, messages(conversations().get(0)).size());
  }

  @Test
  void whatIsExportedComesBackEqual() throws IOException {
    imported(201, "a.json", SampleFiles.CHATGPT);
    imported(201, "b.json", SampleFiles.LIBRECHAT_NESTED);
    imported(201, "c.json", SampleFiles.CLAUDE);
    TestClient.Reply json = ann.get("/api/klatch/export?format=json");
    assertEquals(200, json.status());
    assertTrue(json.header("Content-Disposition").startsWith("attachment"));
    TestClient bob = server.signedIn("bob@example.com");
    assertEquals(
        201,
        bob.upload("/api/convos/import", "all.json", json.body().getBytes(StandardCharsets.UTF_8))
            .status());
    assertEquals(shapes(ann), shapes(bob));
    assertEquals(3, shapes(bob).size());
    assertEquals(200, ann.get("/api/klatch/export").status());
    assertEquals(400, ann.get("/api/klatch/export?format=exe").status());
    JsonNode nothing =
        server.signedIn("new@example.com").get("/api/klatch/export?format=json").json();
    assertEquals(0, nothing.get("conversations").size());
  }

  @Test
  void bookmarksFeedbackAndTokenCountsSurviveARoundTrip() {
    imported(
        201,
        "a.json",
        """
        {"conversationId":"c","endpoint":"openAI","title":"Kept","tags":["work","  work ","later",7,"",
        "two\\nlines"],"options":{"model":"gpt-4o"},"messages":[
         {"messageId":"m1","sender":"User","isCreatedByUser":true,"text":"Hello","tokenCount":3},
         {"messageId":"m2","parentMessageId":"m1","sender":"GPT-4o","isCreatedByUser":false,"text":"Hi",
          "tokenCount":11,"feedback":{"rating":"thumbsDown","tag":{"key":"bad_style"},"text":" dull "}},
         {"messageId":"m3","parentMessageId":"m2","sender":"User","isCreatedByUser":true,"text":"So?",
          "tokenCount":-4,"feedback":{"rating":"maybe"}}]}
        """);
    String exported = ann.get("/api/klatch/export?format=json").body();
    TestClient bob = server.signedIn("bob@example.com");
    assertEquals(
        201,
        bob.upload("/api/convos/import", "b.json", exported.getBytes(StandardCharsets.UTF_8))
            .status());
    for (TestClient who : List.of(ann, bob)) {
      JsonNode row = who.get("/api/convos?tags=later").json().get("conversations").get(0);
      assertEquals("[\"work\",\"later\"]", Json.write(row.get("tags")));
      JsonNode list = who.get("/api/messages/" + row.get("conversationId").asString()).json();
      assertEquals(3, list.get(0).get("tokenCount").intValue());
      assertEquals(11, list.get(1).get("tokenCount").intValue());
      assertEquals(
          "{\"rating\":\"thumbsDown\",\"tag\":\"bad_style\",\"text\":\"dull\"}",
          Json.write(list.get(1).get("feedback")));
      assertFalse(list.get(2).has("tokenCount"));
      assertFalse(list.get(2).has("feedback"));
    }
    assertEquals(
        0,
        server
            .signedIn("eve@example.com")
            .get("/api/convos?tags=work")
            .json()
            .get("conversations")
            .size());
  }

  /** Title, times and every message with its parent's text: all that must survive a round trip. */
  private static Map<String, List<String>> shapes(TestClient who) {
    Map<String, List<String>> shapes = new HashMap<>();
    for (JsonNode row : who.get("/api/convos").json().get("conversations")) {
      JsonNode messages = who.get("/api/messages/" + row.get("conversationId").asString()).json();
      Map<String, String> texts = new HashMap<>();
      messages.forEach(m -> texts.put(m.get("messageId").asString(), text(m)));
      List<String> lines = new ArrayList<>();
      lines.add(
          row.get("createdAt").asString()
              + row.get("updatedAt")
              + row.get("endpoint")
              + row.get("model"));
      for (JsonNode m : messages) {
        lines.add(
            texts.getOrDefault(m.get("parentMessageId").asString(), "")
                + " <- "
                + m.get("text")
                + Json.write(m.path("content"))
                + m.get("createdAt")
                + m.get("sender")
                + m.path("model"));
      }
      shapes.put(row.get("title").asString(), lines);
    }
    return shapes;
  }

  private JsonNode imported(int status, String name, String file) {
    TestClient.Reply reply =
        ann.upload("/api/convos/import", name, file.getBytes(StandardCharsets.UTF_8));
    assertEquals(status, reply.status(), reply.body());
    return reply.json();
  }

  private JsonNode await(String id) {
    while (true) {
      JsonNode state = ann.get("/api/klatch/imports/" + id).json();
      if (!state.get("state").asString().equals("running")) {
        return state;
      }
      Thread.onSpinWait();
    }
  }

  private JsonNode conversations() {
    return ann.get("/api/convos").json().get("conversations");
  }

  private JsonNode byTitle(String title) {
    for (JsonNode row : conversations()) {
      if (row.get("title").asString().equals(title)) {
        return row;
      }
    }
    throw new AssertionError("no conversation " + title);
  }

  private List<JsonNode> messages(JsonNode row) {
    List<JsonNode> list = new ArrayList<>();
    ann.get("/api/messages/" + row.get("conversationId").asString()).json().forEach(list::add);
    return list;
  }

  /** What a message says, its text parts joined. */
  private static String text(JsonNode message) {
    StringBuilder text = new StringBuilder(message.get("text").asString());
    message.path("content").forEach(part -> text.append(Json.text(part, "text", "")));
    return text.toString();
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      files.forEach(
          (name, content) -> {
            try {
              zip.putNextEntry(new ZipEntry(name));
              zip.write(content.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return out.toByteArray();
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("imports"))) {
      assertEquals(List.of(), files.toList());
    }
  }
}
