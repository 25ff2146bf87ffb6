package dev.klatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.klatch.json.Json;
import dev.klatch.testing.TestClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What belongs to "owner" in one row of the authorisation matrix, made through the API when the row
 * names it. A new kind of object needs a line in {@link #MAKERS}: its name and how the owner makes
 * one, with {@link #SECRET} in its text; and {@link #watch} of the address that shows it.
 */
final class MatrixFixtures {
  /** Stands in all that is the owner's; nobody else may ever be sent it. */
  static final String SECRET = "owner-secret-text";

  private static final Pattern NAME = Pattern.compile("\\$([A-Za-z]+)");

  private static final Map<String, Function<MatrixFixtures, String>> MAKERS =
      Map.ofEntries(
          Map.entry("conversation", MatrixFixtures::conversation),
          Map.entry("question", made -> made.message(true)),
          Map.entry("answer", made -> made.message(false)),
          Map.entry("deletedConversation", MatrixFixtures::deletedConversation),
          Map.entry("call", MatrixFixtures::call),
          Map.entry("agent", MatrixFixtures::agent),
          Map.entry("tag", MatrixFixtures::tag),
          Map.entry("share", MatrixFixtures::share),
          Map.entry("sharedConversation", MatrixFixtures::sharedConversation),
          Map.entry("project", MatrixFixtures::project),
          Map.entry("preset", MatrixFixtures::preset),
          Map.entry("promptGroup", MatrixFixtures::promptGroup),
          Map.entry("prompt", MatrixFixtures::prompt),
          Map.entry("memory", MatrixFixtures::memory),
          Map.entry("file", MatrixFixtures::file),
          Map.entry("ownerId", made -> made.owner.get("/api/user").json().get("id").asString()));

  private final TestClient owner;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> seen = new LinkedHashMap<>();

  MatrixFixtures(TestClient owner) {
    this.owner = owner;
  }

  /** The text with each {@code $name} replaced by that fixture. */
  String fill(String text) {
    Matcher matcher = NAME.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value(matcher.group(1))));
    }
    return matcher.appendTail(filled).toString();
  }

  private String value(String name) {
    String known = values.get(name);
    if (known == null) {
      Function<MatrixFixtures, String> maker = MAKERS.get(name);
      if (maker == null) {
        throw new IllegalArgumentException("authorisation.tsv: there is no fixture $" + name);
      }
      known = maker.apply(this);
      values.put(name, known);
    }
    return known;
  }

  /** Remembers what the owner sees at an address; a stranger's call must not change it. */
  private void watch(String path) {
    seen.put(path, look(path));
  }

  private String look(String path) {
    TestClient.Reply reply = owner.get(path);
    // An error names its request, and every request has another name.
    return reply.status() + " " + reply.body().replaceFirst("\"requestId\":\"[^\"]*\"", "");
  }

  /** What the owner sees otherwise than before; empty when nothing. */
  String changes() {
    StringBuilder changes = new StringBuilder();
    seen.forEach(
        (path, before) -> {
          String now = look(path);
          if (!now.equals(before)) {
            changes.append(path).append("\n  was ").append(before).append("\n  is  ").append(now);
          }
        });
    return changes.toString();
  }

  private String conversation() {
    TestClient.Reply started =
        post(
            "/api/agents/chat/Simulator",
            Map.of("endpoint", "Simulator", "model", "sim-fast", "text", SECRET));
    String id = started.json().get("conversationId").asString();
    // The stream ends when the answer is saved.
    owner.get("/api/agents/chat/stream/" + id);
    post("/api/convos/update", Map.of("arg", Map.of("conversationId", id, "title", SECRET)));
    watch("/api/convos/" + id);
    watch("/api/messages/" + id);
    return id;
  }

  private String message(boolean fromUser) {
    for (JsonNode message : owner.get("/api/messages/" + value("conversation")).json()) {
      if (message.get("isCreatedByUser").asBoolean() == fromUser) {
        return message.get("messageId").asString();
      }
    }
    throw new IllegalStateException("the conversation has no such message");
  }

  private String deletedConversation() {
    String id = conversation();
    seen.clear();
    TestClient.Reply deleted =
        owner.send("DELETE", "/api/convos", Map.of("arg", Map.of("conversationId", id)));
    check(deleted);
    watch("/api/convos/" + id);
    return id;
  }

  private String tag() {
    post("/api/tags", Map.of("tag", SECRET));
    watch("/api/tags");
    return SECRET;
  }

  private String sharedConversation() {
    String id = value("conversation");
    post("/api/share/" + id, Map.of());
    watch("/api/share/link/" + id);
    watch("/api/convos/" + id);
    return id;
  }

  private String share() {
    String conversation = value("sharedConversation");
    return owner.get("/api/share/link/" + conversation).json().get("shareId").asString();
  }

  private String project() {
    TestClient.Reply made = post("/api/projects", Map.of("name", SECRET));
    String id = made.json().get("_id").asString();
    watch("/api/projects/" + id);
    return id;
  }

  private String agent() {
    Map<String, Object> body =
        Map.of(
            "name", SECRET, "instructions", SECRET, "provider", "Simulator", "model", "sim-fast");
    String id = post("/api/agents", body).json().get("id").asString();
    watch("/api/agents/" + id);
    return id;
  }

  private String preset() {
    String id = post("/api/presets", Map.of("title", SECRET)).json().get("presetId").asString();
    watch("/api/presets");
    return id;
  }

  private String promptGroup() {
    TestClient.Reply made =
        post(
            "/api/prompts",
            Map.of(
                "prompt",
                Map.of("prompt", SECRET, "type", "text"),
                "group",
                Map.of("name", SECRET)));
    String id = made.json().get("group").get("_id").asString();
    watch("/api/prompts/groups/" + id);
    watch("/api/prompts?groupId=" + id);
    return id;
  }

  private String prompt() {
    String path = "/api/prompts/groups/" + value("promptGroup");
    return owner.get(path).json().get("productionId").asString();
  }

  private String memory() {
    String key = UUID.randomUUID().toString();
    post("/api/memories", Map.of("key", key, "value", SECRET));
    watch("/api/memories");
    return key;
  }

  private String file() {
    TestClient.Reply sent =
        owner.upload("/api/files", Map.of(), SECRET + ".txt", SECRET.getBytes(UTF_8));
    String id = check(sent).json().get("file_id").asString();
    watch("/api/files");
    return id;
  }

  private String call() {
    String path = "/api/klatch/wire?conversationId=" + value("conversation");
    String id = owner.get(path).json().get("calls").get(0).get("id").asString();
    watch("/api/klatch/wire/" + id);
    return id;
  }

  private TestClient.Reply post(String path, Object body) {
    return check(owner.post(path, body));
  }

  private static TestClient.Reply check(TestClient.Reply reply) {
    if (reply.status() / 100 != 2) {
      throw new IllegalStateException(
          "a fixture cannot be made: " + reply.status() + " " + Json.write(reply.body()));
    }
    return reply;
  }
}
