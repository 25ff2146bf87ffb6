package dev.klatch.app;

import dev.klatch.access.AccessRoutes;
import dev.klatch.access.AccessService;
import dev.klatch.access.GroupRoutes;
import dev.klatch.access.PermissionRoutes;
import dev.klatch.access.Policy;
import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountService;
import dev.klatch.account.PersonalData;
import dev.klatch.account.SessionService;
import dev.klatch.account.TokenAuthenticator;
import dev.klatch.account.recovery.RecoveryService;
import dev.klatch.agent.AgentAvatarRoutes;
import dev.klatch.agent.AgentRoutes;
import dev.klatch.agent.AgentService;
import dev.klatch.banner.BannerRoutes;
import dev.klatch.banner.BannerService;
import dev.klatch.banner.BannerStore;
import dev.klatch.catalog.AbsentFeatureRoutes;
import dev.klatch.catalog.CatalogRoutes;
import dev.klatch.catalog.CatalogService;
import dev.klatch.config.SettingReader;
import dev.klatch.conversation.ConversationRoutes;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.MessageRoutes;
import dev.klatch.conversation.MessageService;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.tag.TagService;
import dev.klatch.crypto.Passwords;
import dev.klatch.crypto.SecretBox;
import dev.klatch.favorite.FavoriteRoutes;
import dev.klatch.favorite.FavoriteService;
import dev.klatch.favorite.FavoriteStore;
import dev.klatch.generation.AgentSource;
import dev.klatch.generation.GenerationConfig;
import dev.klatch.generation.GenerationNeeds;
import dev.klatch.generation.api.Generation;
import dev.klatch.http.HealthRoutes;
import dev.klatch.http.HttpServer;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;
import dev.klatch.http.StaticFiles;
import dev.klatch.http.StaticSource;
import dev.klatch.httpclient.HttpClientConfig;
import dev.klatch.httpclient.NetworkTransport;
import dev.klatch.httpclient.ProxySettings;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatProvider;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.Waiter;
import dev.klatch.provider.openai.OpenAiProvider;
import dev.klatch.provider.simulator.SimulatedTransport;
import dev.klatch.providerkey.ProviderKeyRoutes;
import dev.klatch.providerkey.ProviderKeyService;
import dev.klatch.routing.RetryingChatModel;
import dev.klatch.search.SearchRoutes;
import dev.klatch.search.SearchService;
import dev.klatch.sql.Database;
import dev.klatch.sql.Migrations;
import dev.klatch.transfer.ExportService;
import dev.klatch.transfer.ImportService;
import dev.klatch.transfer.TransferConfig;
import dev.klatch.transfer.TransferRoutes;
import dev.klatch.usage.MessageLimiter;
import dev.klatch.usage.ModelCatalog;
import dev.klatch.usage.TokenCounter;
import dev.klatch.wire.WireRecorder;
import dev.klatch.wire.WireRoutes;
import dev.klatch.wire.WireStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The whole server, wired by hand: one method for each part, in the order of the floors. */
final class Application implements AutoCloseable {
  /** How long running answers may go on after a stop was asked for. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private final Settings settings;
  private final Clock clock;
  private final Router router = new Router();
  private final Database database;
  private final NetworkTransport network;
  private final WireStore wireRecords;
  private final WireRecorder wire;
  private final Endpoints endpoints;
  private final SessionService sessions;
  private final AccountService accounts;
  private final RecoveryService recovery;
  private final Policy policy;
  private final AgentService agents;
  private final ProviderKeyService keys;
  private final CatalogService catalog;
  private final ConversationService conversations;
  private final @Nullable SearchService search;
  private final Remembering remembering;
  private final FileWiring.Wired files;
  private final Generation generation;
  private final Housekeeping housekeeping;
  private final HttpServer server;

  /**
   * Opens the database and puts everything together; does not listen yet.
   *
   * @throws IOException when the data folder cannot be used
   */
  Application(Settings settings, Clock clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.database = openDatabase(settings.server(), clock);
    this.network = new NetworkTransport(clientConfig(settings));
    this.wireRecords = new WireStore(database);
    this.wire = wireRecord();
    this.endpoints =
        new Endpoints(
            settings.catalog().endpoints(), settings.environment().isTrue("KLATCH_SIMULATOR"));
    AccountConfig accountConfig = settings.server().accounts(settings.catalog());
    this.accounts = new AccountService(database, accountConfig, Passwords.forThisMachine(), clock);
    this.sessions = new SessionService(database, accounts, accountConfig, clock);
    SecretBox box = new SecretBox(settings.server().secrets().credsKey());
    this.recovery =
        AccountWiring.wire(
            new AccountWiring.Shared(database, accounts, sessions, accountConfig, box, clock),
            settings,
            network,
            router);
    this.policy = wireAccess();
    this.agents = wireAgents();
    new HealthRoutes(() -> true).register(router);
    this.keys = new ProviderKeyService(database, box, clock);
    new ProviderKeyRoutes(keys).register(router);
    Function<EndpointConfig, ChatProvider> providers = providers();
    this.catalog = wireCatalog(providers);
    ConversationStore conversationStore = new ConversationStore(database);
    MessageStore messageStore = new MessageStore(database);
    TokenCounter tokens = new TokenCounter();
    this.conversations = new ConversationService(database, conversationStore, messageStore, clock);
    this.files = wireFiles(tokens);
    this.search = openSearch(conversationStore, messageStore);
    wireTransfer(conversationStore, messageStore);
    wireConversations(messageStore, tokens);
    wireOrganising(conversationStore, messageStore);
    this.remembering =
        new Remembering(settings, database, accounts, policy, tokens::count, router, clock);
    this.generation = wireGeneration(providers, conversationStore, messageStore, tokens);
    holdPersonalData();
    this.housekeeping =
        new Housekeeping(
            generation,
            conversations,
            new Housekeeping.People(accounts, sessions, recovery, keys),
            new Housekeeping.Kept(wireRecords, files.files(), messageStore));
    this.server =
        new HttpServer(
            router,
            new TokenAuthenticator(sessions),
            settings.server().http(),
            new StaticFiles(StaticSource.ofResources(Application.class.getClassLoader(), "web")));
  }

  static Database openDatabase(ServerConfig config, Clock clock) {
    String url = config.databaseUrl();
    return url == null
        ? Migrations.openSqlite(config.data().resolve("klatch.db"), clock)
        : Migrations.openPostgres(url);
  }

  private static HttpClientConfig clientConfig(Settings settings) {
    Map<String, String> proxies = new HashMap<>();
    for (String name : settings.environment().names()) {
      String value = settings.environment().value(name);
      if (value != null) {
        proxies.put(name, value);
      }
    }
    HttpClientConfig defaults = HttpClientConfig.defaults();
    return new HttpClientConfig(
        settings.server().upstream().connect(),
        ProxySettings.of(proxies),
        new HashSet<>(settings.catalog().allowedAddresses()),
        defaults.sweep());
  }

  private WireRecorder wireRecord() {
    WireRecorder recorder = new WireRecorder(wireRecords, settings.server().wire(), clock);
    new WireRoutes(wireRecords, recorder::flush).register(router);
    return recorder;
  }

  private Policy wireAccess() {
    AccessService roles = new AccessService(settings.catalog().ui().json(), database, clock);
    Policy wired = new Policy(database, roles, clock);
    new AccessRoutes(roles).register(router);
    new PermissionRoutes(database, wired, accounts, clock).register(router);
    new GroupRoutes(database, accounts, clock).register(router);
    return wired;
  }

  private AgentService wireAgents() {
    AgentService service = new AgentService(database, policy, clock);
    new AgentRoutes(service, accounts).register(router);
    return service;
  }

  /** Stored agents as runs need them. */
  private Optional<AgentSource.StoredAgent> storedAgent(Principal user, String agentId) {
    return agents
        .usable(user, agentId)
        .map(
            agent ->
                new AgentSource.StoredAgent(
                    agent.agentId(),
                    agent.definition().name(),
                    agent.definition().provider(),
                    agent.definition().model(),
                    agent.definition().instructions(),
                    agent.definition().parameters()));
  }

  private FileWiring.Wired wireFiles(TokenCounter tokens) throws IOException {
    FileWiring.Wired wired =
        FileWiring.wire(
            new FileWiring.Needs(database, accounts, sessions, network, tokens, clock),
            settings,
            router);
    new AgentAvatarRoutes(agents, wired.routes()::receiveAvatar).register(router);
    return wired;
  }

  /** What goes when an account does, in this order: running answers first, their record last. */
  private void holdPersonalData() {
    accounts.holds(generation::erase);
    accounts.holds(conversations::erase);
    accounts.holds(keys::deleteAll);
    accounts.holds(agents);
    accounts.holds(policy);
    accounts.holds(wirePersonalPages());
    accounts.holds(wire::erase);
  }

  /** The adapter that serves an endpoint; the simulator's answers come from within the process. */
  private Function<EndpointConfig, ChatProvider> providers() {
    ChatProvider openai = new OpenAiProvider(network, wire, settings.server().upstream());
    ChatProvider simulator =
        new OpenAiProvider(new SimulatedTransport(Waiter.REAL), wire, settings.server().upstream());
    return endpoint -> endpoint.type() == EndpointConfig.Type.SIMULATOR ? simulator : openai;
  }

  private CatalogService wireCatalog(Function<EndpointConfig, ChatProvider> providers) {
    CatalogService service =
        new CatalogService(endpoints, providers, keys, settings.catalog().specs(), clock);
    new CatalogRoutes(
            service,
            settings.server().site(settings.catalog()),
            accounts::isEmpty,
            () -> FindingsWire.of(settings.findings()))
        .register(router);
    new AbsentFeatureRoutes().register(router);
    return service;
  }

  /** What people keep for themselves beside conversations, and what is announced to them. */
  private PersonalData wirePersonalPages() {
    FavoriteService favorites = new FavoriteService(new FavoriteStore(database), clock);
    new FavoriteRoutes(favorites).register(router);
    new BannerRoutes(new BannerService(new BannerStore(database), clock)).register(router);
    return favorites;
  }

  private void wireConversations(MessageStore messages, TokenCounter tokens) {
    SearchService found = search;
    MessageService service =
        new MessageService(database, conversations, messages, tokens::count, clock);
    new ConversationRoutes(conversations, found == null ? null : found::conversationIds)
        .register(router);
    new MessageRoutes(service).register(router);
    new SearchRoutes(found, service).register(router);
  }

  private void wireTransfer(ConversationStore store, MessageStore messages) throws IOException {
    TransferConfig config =
        TransferConfig.read(new SettingReader(settings.environment()), settings.server().data());
    ImportService imports =
        new ImportService(
            database,
            store,
            messages,
            new TagService(database, conversations, clock),
            config.folder(),
            clock);
    imports.start();
    new TransferRoutes(imports, new ExportService(database, store, messages, clock), config, clock)
        .register(router);
  }

  /** The search index; it is there unless it is turned off. */
  private @Nullable SearchService openSearch(ConversationStore store, MessageStore messages) {
    return "false".equalsIgnoreCase(settings.environment().value("SEARCH"))
        ? null
        : new SearchService(
            database, store, messages, settings.server().data().resolve("search"), clock);
  }

  private void wireOrganising(ConversationStore conversationStore, MessageStore messageStore) {
    Organising.Needs needs =
        new Organising.Needs(
            database,
            conversations,
            conversationStore,
            messageStore,
            accounts,
            policy,
            catalog,
            settings.server().site(settings.catalog()));
    new Organising(settings, clock, needs).register(router);
  }

  private Generation wireGeneration(
      Function<EndpointConfig, ChatProvider> providers,
      ConversationStore conversationStore,
      MessageStore messageStore,
      TokenCounter tokens)
      throws IOException {
    // Shared by all threads: the generator of one thread must not be handed to others.
    RandomGenerator jitter = new Random();
    Function<EndpointConfig, ChatModel> models =
        endpoint ->
            new RetryingChatModel(
                providers.apply(endpoint).chatModel(endpoint), Waiter.REAL, jitter);
    Generation wired =
        new Generation(
            new GenerationNeeds(
                database,
                conversationStore,
                messageStore,
                conversations,
                catalog,
                keys,
                policy,
                models,
                new ContextWindows()::of,
                tokens,
                new MessageLimiter(settings.server().messages(), clock),
                new GenerationNeeds.Ports(
                    this::storedAgent,
                    new AttachedFiles(files.files(), new ModelCatalog()),
                    remembering.additions()),
                clock),
            new GenerationConfig(
                settings.server().data().resolve("journal"),
                GenerationConfig.SEGMENT_BYTES,
                !"false".equals(settings.environment().value("TITLE_CONVO")),
                TemporaryChats.retention(settings)));
    wired.register(router);
    return wired;
  }

  Router router() {
    return router;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  NetworkTransport network() {
    return network;
  }

  /**
   * Saves what an earlier process left unfinished, then listens.
   *
   * @return the port listened on
   * @throws IOException when the journal cannot be read
   */
  int start() throws IOException {
    generation.recover();
    accounts.finishDeletions();
    int port = server.start(settings.server().host(), settings.server().port());
    housekeeping.start();
    if (search != null) {
      search.start();
    }
    return port;
  }

  /** Finishes or parks running answers, writes what waits, closes everything. */
  @Override
  public void close() {
    housekeeping.close();
    generation.stop(GRACE);
    server.close();
    network.close();
    wire.close();
    if (search != null) {
      search.close();
    }
    database.close();
  }
}
