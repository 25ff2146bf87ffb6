package dev.klatch.conversation;

import dev.klatch.access.AccessService;
import dev.klatch.access.Policy;
import dev.klatch.conversation.project.ProjectRoutes;
import dev.klatch.conversation.project.ProjectService;
import dev.klatch.conversation.tag.TagRoutes;
import dev.klatch.conversation.tag.TagService;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.provider.Part;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server with conversations, bookmarks, projects and copies; conversations are put in directly.
 */
final class OrganiseHarness implements AutoCloseable {
  final List<String> told = new ArrayList<>();
  final TestServer server;
  final ConversationService conversations;
  private final Database database;
  private final ConversationStore store;
  private final MessageStore messages;
  private long minute = 1;

  OrganiseHarness(Database database, @Nullable JsonNode interfaceSettings, int copiesPerMinute) {
    this.database = database;
    this.store = new ConversationStore(database);
    this.messages = new MessageStore(database);
    TestServer[] built = new TestServer[1];
    ConversationService[] service = new ConversationService[1];
    built[0] =
        TestServer.over(database)
            .routes(
                router -> {
                  Clock clock = Clock.systemUTC();
                  AccessService roles = new AccessService(interfaceSettings, database, clock);
                  Policy policy = new Policy(database, roles, clock);
                  service[0] = register(router, policy, copiesPerMinute);
                })
            .start();
    this.server = built[0];
    this.conversations = service[0];
  }

  private ConversationService register(Router router, Policy policy, int copiesPerMinute) {
    Clock clock = Clock.systemUTC();
    ConversationService service = new ConversationService(database, store, messages, clock);
    service.listen(
        new ConversationListener() {
          @Override
          public void hidden(Handle handle, String userId, List<String> ids) {
            told.add("hidden " + ids.size());
          }

          @Override
          public void restored(Handle handle, String userId, List<String> ids) {
            told.add("restored " + ids.size());
          }

          @Override
          public void copied(Handle handle, String userId, Message original, Message copy) {
            told.add("copied " + original.text());
          }
        });
    new ConversationRoutes(service).register(router);
    new MessageRoutes(new MessageService(database, service, messages, String::length, clock))
        .register(router);
    new TagRoutes(new TagService(database, service, clock), policy).register(router);
    new ProjectRoutes(new ProjectService(database, service, store, clock), service)
        .register(router);
    new CopyRoutes(
            new ConversationCopies(database, service, store, messages, clock),
            new CopyRoutes.Limits(
                new AttemptLimiter("copy", 1000, Duration.ofMinutes(1), clock),
                new AttemptLimiter("copy", copiesPerMinute, Duration.ofMinutes(1), clock)))
        .register(router);
    return service;
  }

  /** A client of a new person, and the person's id. */
  Person person(String name) {
    TestClient client = server.signedIn(name + "@example.com");
    return new Person(client, client.get("/api/user").json().get("id").asString());
  }

  record Person(TestClient client, String id) {
    JsonNode get(String path) {
      return client.get(path).json();
    }

    TestClient.Reply post(String path, @Nullable Object body) {
      return client.post(path, body);
    }

    /** Titles of a list, joined. */
    String titles(String query) {
      return String.join(
          " ",
          get("/api/convos?" + query)
              .get("conversations")
              .valueStream()
              .map(c -> c.get("title").asString())
              .toList());
    }
  }

  /** Puts in a conversation, each a minute younger than the one before. */
  String conversation(Person owner, String title) {
    String id = UUID.randomUUID().toString();
    Instant at = Instant.ofEpochSecond(1_700_000_000 + 60 * minute++);
    Conversation made =
        new Conversation(
            id,
            ObjectIds.of(id),
            owner.id(),
            title,
            "Fake",
            "echo",
            Json.object(),
            false,
            null,
            false,
            false,
            at,
            at,
            null);
    database.change(handle -> store.insert(handle, made));
    return id;
  }

  /** Puts in a message; its id is made of the name. */
  void message(String conversation, String name, @Nullable String parent) {
    boolean question = name.startsWith("q");
    Instant at = Instant.ofEpochSecond(1_700_000_000 + minute++);
    Message made =
        new Message(
            id(conversation, name),
            ObjectIds.of(id(conversation, name)),
            conversation,
            parent == null ? Message.ROOT : id(conversation, parent),
            question,
            question ? "User" : "Fake",
            name,
            question ? List.of() : List.of(new Part.Text(name)),
            "Fake",
            question ? null : "echo",
            false,
            false,
            null,
            1,
            null,
            Message.Extras.NONE,
            at,
            at);
    database.change(handle -> messages.save(handle, made));
  }

  static String id(String conversation, String name) {
    return UUID.nameUUIDFromBytes(
            (conversation + name).getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .toString();
  }

  /** {@code name<parent} of each message, in order, where the parent is named too. */
  static String tree(JsonNode messages) {
    Map<String, String> names = new java.util.HashMap<>();
    messages.forEach(m -> names.put(m.get("messageId").asString(), m.get("text").asString()));
    return String.join(
        " ",
        messages
            .valueStream()
            .map(
                m ->
                    m.get("text").asString()
                        + "<"
                        + names.getOrDefault(m.get("parentMessageId").asString(), ""))
            .sorted()
            .toList());
  }

  @Override
  public void close() {
    server.close();
  }
}
