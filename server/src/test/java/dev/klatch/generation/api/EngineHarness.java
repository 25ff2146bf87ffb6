package dev.klatch.generation.api;

import dev.klatch.access.AccessService;
import dev.klatch.access.Policy;
import dev.klatch.catalog.CatalogService;
import dev.klatch.conversation.ConversationRoutes;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.MessageRoutes;
import dev.klatch.conversation.MessageService;
import dev.klatch.conversation.MessageStore;
import dev.klatch.crypto.SecretBox;
import dev.klatch.generation.GenerationConfig;
import dev.klatch.generation.GenerationNeeds;
import dev.klatch.http.HttpLimits;
import dev.klatch.http.HttpServer;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatProvider;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.providerkey.ProviderKeyService;
import dev.klatch.sql.Database;
import dev.klatch.testing.TestClient;
import dev.klatch.usage.MessageLimiter;
import dev.klatch.usage.TokenCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conversations and the run engine on a real server; a header says who is calling. */
final class EngineHarness implements AutoCloseable {
  static final String ALICE = "a00000000000000000000001";
  static final String BOB = "b00000000000000000000002";

  final ScriptedModel model = new ScriptedModel();

  /** Answers when the model {@code second} is asked. */
  final ScriptedModel second = new ScriptedModel();

  final Generation generation;
  final int recovered;
  private final HttpServer server;
  private final int port;

  EngineHarness(Database database, Path journalFolder) throws IOException {
    Clock clock = Clock.systemUTC();
    ConversationStore conversationStore = new ConversationStore(database);
    MessageStore messageStore = new MessageStore(database);
    TokenCounter tokens = new TokenCounter();
    ConversationService conversations =
        new ConversationService(database, conversationStore, messageStore, clock);
    ProviderKeyService keys =
        new ProviderKeyService(database, new SecretBox("0123456789abcdef".repeat(4)), clock);
    CatalogService catalog =
        new CatalogService(() -> List.of(endpoint()), e -> new Fixed(model), keys, clock);
    generation =
        new Generation(
            new GenerationNeeds(
                database,
                conversationStore,
                messageStore,
                conversations,
                catalog,
                keys,
                new Policy(database, new AccessService(null, database, clock), clock),
                endpoint -> byName(),
                (endpoint, name) -> 32_000,
                tokens,
                new MessageLimiter(
                    new MessageLimiter.MessageLimits(
                        3, null, new MessageLimiter.Rate(12, java.time.Duration.ofHours(1))),
                    clock),
                GenerationNeeds.Ports.none(),
                clock),
            GenerationConfig.defaults(journalFolder));
    recovered = generation.recover();
    Router router = new Router();
    new ConversationRoutes(conversations).register(router);
    new MessageRoutes(
            new MessageService(database, conversations, messageStore, tokens::count, clock))
        .register(router);
    generation.register(router);
    server =
        new HttpServer(
            router,
            exchange -> {
              String id = exchange.header("X-User");
              return id == null ? null : new Principal(id, "USER", id + "@e.org", "Ann", "ann");
            },
            HttpLimits.defaults(),
            exchange -> exchange.replyText(404, ""));
    port = server.start("localhost", 0);
  }

  private ChatModel byName() {
    return (request, context, sink) ->
        (request.model().equals("second") ? second : model).stream(request, context, sink);
  }

  private static EndpointConfig endpoint() {
    return new EndpointConfig(
        "Fake",
        EndpointConfig.Type.CUSTOM,
        "key",
        "http://localhost:1/v1",
        false,
        Map.of(),
        List.of(ModelInfo.of("echo"), ModelInfo.of("second")),
        false,
        false,
        Map.of(),
        Set.of(),
        EndpointConfig.TitleConfig.defaults(),
        "Fake Label",
        null,
        null,
        Map.of(),
        Map.of());
  }

  private record Fixed(ChatModel model) implements ChatProvider {
    @Override
    public ChatModel chatModel(EndpointConfig endpoint) {
      return model;
    }

    @Override
    public List<ModelInfo> listModels(EndpointConfig endpoint, CallContext context) {
      return endpoint.models();
    }
  }

  TestClient as(String user) {
    return new TestClient(port).with("X-User", user);
  }

  /** Follows a stream on a thread of its own. */
  StreamFollower follow(String user, String conversationId, String query) {
    return new StreamFollower(port, user, "/api/agents/chat/stream/" + conversationId + query);
  }

  /** Ends without letting running answers finish, as a killed process does. */
  void kill() {
    server.close();
  }

  @Override
  public void close() {
    generation.stop(Duration.ZERO);
    server.close();
  }
}
