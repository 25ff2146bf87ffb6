package dev.klatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.agent.AgentAvatarRoutes;
import dev.klatch.agent.AgentRoutes;
import dev.klatch.agent.AgentService;
import dev.klatch.file.api.FileService;
import dev.klatch.file.image.Samples;
import dev.klatch.http.AppException;
import dev.klatch.httpclient.HttpClientConfig;
import dev.klatch.httpclient.NetworkTransport;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestServer;
import dev.klatch.usage.TokenCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files over HTTP, on whichever database. */
abstract class FilesContract {
  private static final String SETTINGS =
      """
      version: 1.3.14
      fileConfig:
        endpoints:
          Small: {fileLimit: 1, fileSizeLimit: 0.001, totalSizeLimit: 0.001}
          Off: {disabled: true}
          Texts: {supportedMimeTypes: ["^text/plain$", "["]}
        serverFileSizeLimit: 1
        avatarSizeLimit: 0.05
      """;

  @TempDir Path folder;
  private Database database;
  private NetworkTransport network;
  private TestServer server;
  private FileService files;
  private TestClient owner;
  private TestClient other;

  abstract Database open(Path where);

  @BeforeEach
  void open() throws IOException {
    database = open(folder);
    network = new NetworkTransport(HttpClientConfig.defaults());
    start(SETTINGS);
  }

  @AfterEach
  void close() {
    server.close();
    network.close();
    database.close();
  }

  private void start(String yaml) throws IOException {
    Files.writeString(folder.resolve("librechat.yaml"), yaml);
    server = TestServer.over(database).start();
    Settings settings =
        Settings.load(folder, Map.of("KLATCH_DATA", folder.resolve("data").toString()), "test");
    FileWiring.Wired wired =
        FileWiring.wire(
            new FileWiring.Needs(
                database,
                server.accounts,
                server.sessions,
                network,
                new TokenCounter(),
                server.clock),
            settings,
            server.router);
    files = wired.files();
    AgentService agents = new AgentService(database, server.policy, server.clock);
    new AgentRoutes(agents, server.accounts).register(server.router);
    new AgentAvatarRoutes(agents, wired.routes()::receiveAvatar).register(server.router);
    owner = server.signedIn("owner@example.org");
    other = server.signedIn("other@example.org");
  }

  private static JsonNode sent(TestClient.Reply reply) {
    assertEquals(200, reply.status(), reply.body());
    return reply.json();
  }

  private static void refused(int status, String code, TestClient.Reply reply) {
    assertEquals(status, reply.status(), reply.body());
    assertEquals(code, reply.json().get("code").asString());
    assertFalse(reply.json().get("message").asString().isBlank());
  }

  private long stored() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("data/files"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void aDocumentIsStoredListedDeliveredAndDeleted() throws IOException {
    byte[] content = "These are my notes.\n".getBytes(UTF_8);
    Map<String, String> fields = Map.of("endpoint", "Fake", "file_id", "temporary");
    JsonNode file = sent(owner.upload("/api/files", fields, "../../notes äö.txt", content));
    String id = file.get("file_id").asString();
    String user = file.get("user").asString();
    assertEquals("temporary", file.get("temp_file_id").asString());
    assertEquals("notes äö.txt", file.get("filename").asString());
    assertEquals("text/plain", file.get("type").asString());
    assertEquals("/uploads/" + user + "/" + id + "__notes___.txt", file.get("filepath").asString());
    assertEquals(content.length, file.get("bytes").asInt());
    assertEquals(1, owner.get("/api/files").json().size());

    String download = "/api/files/download/" + user + "/" + id;
    TestClient.Reply reply = owner.get(download);
    assertEquals("These are my notes.\n", reply.body());
    assertTrue(reply.header("content-disposition").startsWith("attachment; filename=\"notes __"));
    assertTrue(reply.header("content-security-policy").contains("sandbox"));
    assertTrue(reply.header("x-file-metadata").contains("%22file_id%22"));

    assertEquals(404, other.get(download).status());
    assertEquals(0, other.get("/api/files").json().size());
    Map<String, ?> deletion = Map.of("files", List.of(Map.of("file_id", id, "filepath", "x")));
    assertEquals(404, other.send("DELETE", "/api/files", deletion).status());
    assertEquals(1, stored());
    assertEquals(200, owner.send("DELETE", "/api/files", deletion).status());
    assertEquals(0, stored());
    assertEquals(404, owner.get(download).status());
  }

  @Test
  void aPictureIsDeliveredToWhoeverKnowsItsAddress() throws IOException {
    byte[] png = Samples.png(500, 100);
    JsonNode file = sent(owner.upload("/api/files/images", Map.of(), "pic.jpg", png));
    assertEquals("image/png", file.get("type").asString());
    assertEquals(500, file.get("width").asInt());
    String path = file.get("filepath").asString();
    TestClient anyone = server.client();
    TestClient.Reply reply = anyone.get(path);
    assertEquals("image/png", reply.header("content-type"));
    assertTrue(reply.header("content-security-policy").contains("sandbox"));
    assertArrayEquals(png, anyone.bytes(path));
    assertEquals(320, Samples.read(anyone.bytes(file.get("preview").asString())).getWidth());
    assertEquals(404, anyone.get(path.replace("pic", "other")).status());
    assertEquals(304, anyone.with("If-None-Match", reply.header("etag")).get(path).status());
  }

  @Test
  void picturesNeedTheirOwnersCookieWhereTheSettingsSaySo() throws IOException {
    server.close();
    start(SETTINGS + "secureImageLinks: true\n");
    byte[] png = Samples.png(8, 8);
    String path =
        sent(owner.upload("/api/files/images", Map.of(), "a.png", png)).get("filepath").asString();
    String mine = cookie("owner@example.org");
    assertEquals(404, server.client().get(path).status());
    assertEquals(404, server.client().with("Cookie", "refreshToken=x").get(path).status());
    assertEquals(
        404, server.client().with("Cookie", cookie("other@example.org")).get(path).status());
    assertEquals(200, server.client().with("Cookie", mine).get(path).status());
    sent(owner.upload("/api/files/images/avatar", Map.of("manual", "true"), "a.png", png));
    String avatar = owner.get("/api/user").json().get("avatar").asString();
    assertEquals(
        200, server.client().with("Cookie", cookie("other@example.org")).get(avatar).status());
    owner.with("Cookie", mine).post("/api/auth/logout", Map.of());
    assertEquals(404, server.client().with("Cookie", mine).get(path).status());
  }

  private String cookie(String email) {
    return "refreshToken=" + server.login(email, "correct horse battery").cookie("refreshToken");
  }

  @Test
  void aNewProfilePictureReplacesTheOldOne() throws IOException {
    sent(owner.upload("/api/files/images/avatar", Map.of(), "a.png", Samples.png(300, 200)));
    String first = owner.get("/api/user").json().get("avatar").asString();
    JsonNode second =
        sent(owner.upload("/api/files/images/avatar", Map.of(), "b.jpg", Samples.jpeg(99, 99)));
    String url = second.get("url").asString();
    assertEquals(url, owner.get("/api/user").json().get("avatar").asString());
    assertNotEquals(first, url);
    assertEquals(404, owner.get(first).status());
    assertEquals(99, Samples.read(owner.bytes(url)).getWidth());
    assertEquals(0, owner.get("/api/files").json().size(), "a profile picture is no file");
    byte[] large = new byte[60_000];
    refused(
        413, "BODY_TOO_LARGE", owner.upload("/api/files/images/avatar", Map.of(), "c.png", large));
  }

  @Test
  void anAgentHasAPictureThatItsEditorsChooseAndClear() throws IOException {
    JsonNode agent =
        owner
            .post("/api/agents", Map.of("name", "Pirate", "provider", "Fake", "model", "echo"))
            .json();
    String id = agent.get("id").asString();
    String path = "/api/files/images/agents/" + id + "/avatar";
    byte[] png = Samples.png(300, 200);
    TestClient.Reply made = owner.upload(path, Map.of(), "a.png", png);
    assertEquals(201, made.status(), made.body());
    String address = made.json().get("avatar").get("filepath").asString();
    assertEquals("local", made.json().get("avatar").get("source").asString());
    assertEquals(200, Samples.read(owner.bytes(address)).getWidth(), "the middle, as a square");

    long before = stored();
    TestClient.Reply foreign = other.upload(path, Map.of(), "b.png", png);
    TestClient.Reply unknown =
        other.upload(path.replace(id, "agent_000000000000000000000"), Map.of(), "b.png", png);
    assertEquals(404, foreign.status());
    assertEquals(unknown.json().get("message"), foreign.json().get("message"));
    refused(
        400,
        "IMAGE_UNREADABLE",
        owner.upload(path, Map.of(), "c.png", "no picture".getBytes(UTF_8)));
    assertEquals(before, stored(), "nothing refused is stored");

    sent(owner.upload("/api/files/images/avatar", Map.of(), "me.png", png));
    assertEquals(200, owner.get(address).status(), "the person's own picture is another one");
    Map<String, Object> clear = new HashMap<>();
    clear.put("avatar", null);
    assertFalse(sent(owner.send("PATCH", "/api/agents/" + id, clear)).has("avatar"));
  }

  @Test
  void limitsAreKeptAndNothingRefusedIsStored() throws IOException {
    byte[] text = "x".repeat(2_000).getBytes(UTF_8);
    refused(413, "FILE_TOO_LARGE", to("Small", "a.txt", text));
    refused(400, "FILES_DISABLED", to("Off", "a.txt", "x".getBytes(UTF_8)));
    refused(400, "FILE_TYPE_UNSUPPORTED", to("Texts", "a.md", text));
    refused(413, "BODY_TOO_LARGE", to("Any", "a.txt", new byte[(1 << 20) + 1]));
    refused(400, "FILE_EMPTY", to("Any", "a.txt", new byte[0]));
    refused(400, "FILE_TYPE_UNSUPPORTED", to("Any", "a.txt", new byte[] {0, 1, 2, 3}));
    refused(415, "MULTIPART_REQUIRED", owner.post("/api/files", Map.of()));
    byte[] script = "<svg><script>alert(1)</script></svg>".getBytes(UTF_8);
    refused(400, "IMAGE_UNREADABLE", owner.upload("/api/files/images", Map.of(), "a.png", script));
    assertEquals(0, stored());
    assertEquals(0, owner.get("/api/files").json().size());
    assertEquals(1, owner.get("/api/files/config").json().get("serverFileSizeLimit").asInt());
  }

  private TestClient.Reply to(String endpoint, String name, byte[] content) {
    return owner.upload("/api/files", Map.of("endpoint", endpoint), name, content);
  }

  @Test
  void whatABrowserCouldRunIsOnlyEverSaved() {
    byte[] page = "<html><script>alert(1)</script><p>Text</p>".getBytes(UTF_8);
    JsonNode file = sent(to("Any", "a.html", page));
    assertEquals("text/html", file.get("type").asString());
    String path = file.get("filepath").asString();
    assertEquals(404, owner.get(path).status(), "uploads have no pages");
    TestClient.Reply reply =
        owner.get(
            "/api/files/download/"
                + file.get("user").asString()
                + "/"
                + file.get("file_id").asString());
    assertTrue(reply.header("content-disposition").startsWith("attachment"));
    assertEquals("nosniff", reply.header("x-content-type-options"));
  }

  @Test
  void onlyTheTextIsKeptOfWhatIsUploadedAsText() throws IOException {
    Map<String, String> fields = Map.of("tool_resource", "context", "message_file", "true");
    JsonNode file = sent(owner.upload("/api/files", fields, "a.csv", "a;b\n1;2\n".getBytes(UTF_8)));
    assertEquals("text", file.get("source").asString());
    assertTrue(file.get("tokenCount").asInt() > 0);
    assertEquals(0, stored());
    JsonNode preview =
        owner.get("/api/files/" + file.get("file_id").asString() + "/preview").json();
    assertEquals("a;b\n1;2\n", preview.get("text").asString());
    refused(
        400,
        "FILE_TYPE_UNSUPPORTED",
        owner.upload("/api/files", fields, "a.png", Samples.png(9, 9)));
  }

  @Test
  void unusedUploadsGoAfterAnHourUnlessHeld() throws IOException {
    JsonNode gone = sent(to("Any", "gone.txt", "x".getBytes(UTF_8)));
    JsonNode held = sent(to("Any", "held.txt", "x".getBytes(UTF_8)));
    server.clock.advance(Duration.ofMinutes(50));
    owner = owner.bearer(token("owner@example.org"));
    Map<String, ?> ids = Map.of("file_ids", List.of(held.get("file_id").asString(), "unknown"));
    assertEquals(
        0,
        other
            .bearer(token("other@example.org"))
            .post("/api/files/usage", ids)
            .json()
            .get("held")
            .asInt());
    assertEquals(1, owner.post("/api/files/usage", ids).json().get("held").asInt());
    server.clock.advance(Duration.ofMinutes(11));
    files.purge();
    String user = held.get("user").asString();
    assertThrows(AppException.class, () -> files.require(user, gone.get("file_id").asString()));
    assertEquals("held.txt", files.require(user, held.get("file_id").asString()).name());
    assertEquals(1, stored());
  }

  private String token(String email) {
    return server.login(email, "correct horse battery").json().get("token").asString();
  }

  @Test
  void filesStayWithTheirConversationAndGoWithIt() throws IOException {
    JsonNode one = sent(to("Any", "one.txt", "x".getBytes(UTF_8)));
    JsonNode two = sent(to("Any", "two.txt", "x".getBytes(UTF_8)));
    String user = one.get("user").asString();
    List<String> ids = List.of(one.get("file_id").asString(), two.get("file_id").asString());
    assertEquals(2, files.forMessage(user, ids, "Any", true).size());
    assertThrows(AppException.class, () -> files.forMessage("stranger", ids, "Any", true));
    AppException many =
        assertThrows(AppException.class, () -> files.forMessage(user, ids, "Small", true));
    assertEquals("TOO_MANY_FILES", many.code());
    database.change(
        handle -> ids.forEach(id -> files.use(handle, user, id, "conversation", "message")));
    server.clock.advance(Duration.ofDays(30));
    files.purge();
    assertEquals(2, stored());
    files.deleteConversation(user, "conversation", ids.get(1)::equals);
    assertEquals(1, stored());
    files.deleteAll(user);
    assertEquals(0, stored());
  }

  @Test
  void uploadsAreCountedForEachPerson() throws IOException {
    server.close();
    start(SETTINGS + "rateLimits: {fileUploads: {userMax: 2, userWindowInMinutes: 15}}\n");
    byte[] text = "x".getBytes(UTF_8);
    sent(to("Any", "a.txt", text));
    sent(to("Any", "b.txt", text));
    refused(429, "TOO_MANY_ATTEMPTS", to("Any", "c.txt", text));
    sent(other.upload("/api/files", Map.of(), "a.txt", text));
  }
}
