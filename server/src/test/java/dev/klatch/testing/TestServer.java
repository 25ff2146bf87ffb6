package dev.klatch.testing;

import dev.klatch.access.AccessRoutes;
import dev.klatch.access.AccessService;
import dev.klatch.access.GroupRoutes;
import dev.klatch.access.PermissionRoutes;
import dev.klatch.access.Policy;
import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountService;
import dev.klatch.account.AuthRoutes;
import dev.klatch.account.SessionService;
import dev.klatch.account.TokenAuthenticator;
import dev.klatch.account.UserRoutes;
import dev.klatch.account.recovery.RecoveryRoutes;
import dev.klatch.account.recovery.RecoveryService;
import dev.klatch.account.self.SelfRoutes;
import dev.klatch.account.self.SelfService;
import dev.klatch.account.twofactor.TwoFactorRoutes;
import dev.klatch.account.twofactor.TwoFactorService;
import dev.klatch.banner.BannerRoutes;
import dev.klatch.banner.BannerService;
import dev.klatch.banner.BannerStore;
import dev.klatch.catalog.AbsentFeatureRoutes;
import dev.klatch.catalog.CatalogRoutes;
import dev.klatch.catalog.CatalogService;
import dev.klatch.catalog.SiteConfig;
import dev.klatch.crypto.Passwords;
import dev.klatch.crypto.SecretBox;
import dev.klatch.favorite.FavoriteRoutes;
import dev.klatch.favorite.FavoriteService;
import dev.klatch.favorite.FavoriteStore;
import dev.klatch.http.Handler;
import dev.klatch.http.HealthRoutes;
import dev.klatch.http.HttpLimits;
import dev.klatch.http.HttpServer;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.mail.Mailer;
import dev.klatch.provider.ChatProvider;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.providerkey.ProviderKeyRoutes;
import dev.klatch.providerkey.ProviderKeyService;
import dev.klatch.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A real server on a free port over a database the test gives, with accounts, roles and catalogue.
 */
public final class TestServer implements AutoCloseable {
  public static final String JWT_SECRET = "access-secret-of-the-tests-0123456789";
  public static final String CREDS_KEY = "0123456789abcdef".repeat(4);
  public static final String REFRESH_SECRET = "refresh-secret-of-the-tests-0123456789";

  public final TestClock clock;
  public final Router router = new Router();
  public final AccountService accounts;
  public final SessionService sessions;
  public final Policy policy;
  public final ProviderKeyService keys;

  private final HttpServer server;
  private final int port;

  private TestServer(Builder builder) {
    this.clock = builder.clock;
    AccountConfig config = builder.accountConfig;
    accounts = new AccountService(builder.database, config, new Passwords(1), clock);
    sessions = new SessionService(builder.database, accounts, config, clock);
    AccessService access = new AccessService(builder.interfaceSettings(), builder.database, clock);
    policy = new Policy(builder.database, access, clock);
    accounts.holds(policy);
    SecretBox box = new SecretBox(CREDS_KEY);
    keys = new ProviderKeyService(builder.database, box, clock);
    CatalogService catalog =
        new CatalogService(() -> builder.endpoints, builder.providers, keys, clock);
    RecoveryService recovery =
        new RecoveryService(
            builder.database,
            accounts,
            sessions,
            new RecoveryService.Site("Klatch", "http://pages.example"),
            builder.mailer,
            clock);
    TwoFactorService secondFactor =
        new TwoFactorService(
            builder.database, accounts, box, "Klatch", config.limits().secondFactor(), clock);
    new AuthRoutes(accounts, sessions, config, recovery, clock).register(router);
    new RecoveryRoutes(recovery, config, clock).register(router);
    new TwoFactorRoutes(secondFactor, accounts, sessions, config, clock).register(router);
    new SelfRoutes(
            new SelfService(accounts, sessions, secondFactor, config, clock), accounts, config)
        .register(router);
    new ProviderKeyRoutes(keys).register(router);
    new UserRoutes(accounts).register(router);
    new AccessRoutes(access).register(router);
    new PermissionRoutes(builder.database, policy, accounts, clock).register(router);
    new GroupRoutes(builder.database, accounts, clock).register(router);
    new CatalogRoutes(catalog, builder.site, accounts::isEmpty, Json::array).register(router);
    new AbsentFeatureRoutes().register(router);
    new HealthRoutes(() -> true).register(router);
    new FavoriteRoutes(new FavoriteService(new FavoriteStore(builder.database), clock))
        .register(router);
    new BannerRoutes(new BannerService(new BannerStore(builder.database), clock)).register(router);
    builder.more.accept(router);
    server =
        new HttpServer(
            router, new TokenAuthenticator(sessions), HttpLimits.defaults(), builder.fallback);
    port = server.start("localhost", 0);
  }

  /** A server over a database, with the settings a test changes. */
  public static Builder over(Database database) {
    return new Builder(database);
  }

  public int port() {
    return port;
  }

  public TestClient client() {
    return new TestClient(port);
  }

  /** Registers a person (the first becomes administrator). */
  public TestClient.Reply register(String email, String password) {
    return client()
        .post(
            "/api/auth/register",
            Map.of(
                "name", "Test Person",
                "email", email,
                "password", password,
                "confirm_password", password));
  }

  /** Signs in; the reply has the token and the cookies. */
  public TestClient.Reply login(String email, String password) {
    return client().post("/api/auth/login", Map.of("email", email, "password", password));
  }

  /** A client signed in as a new person. */
  public TestClient signedIn(String email) {
    register(email, "correct horse battery");
    return client().bearer(login(email, "correct horse battery").json().get("token").asString());
  }

  @Override
  public void close() {
    server.close();
  }

  /** Settings of a server under test. */
  public static final class Builder {
    private final Database database;
    private final TestClock clock = new TestClock();
    private AccountConfig accountConfig =
        new AccountConfigBuilder(AccountConfig.defaults(JWT_SECRET, REFRESH_SECRET))
            .limits(1_000, 1_000)
            .build();
    private @Nullable Mailer mailer;
    private SiteConfig site = SiteConfig.defaults("http://localhost:3080", "test");
    private @Nullable JsonNode interfaceBlock;
    private List<EndpointConfig> endpoints = List.of();
    private Function<EndpointConfig, ChatProvider> providers =
        endpoint -> {
          throw new IllegalStateException("no provider in this test");
        };
    private java.util.function.Consumer<Router> more = routes -> {};
    private Handler fallback = exchange -> exchange.replyText(404, "no web client");

    private Builder(Database database) {
      this.database = database;
    }

    public Builder accounts(AccountConfig value) {
      this.accountConfig = value;
      return this;
    }

    /** Sends mail by this. */
    public Builder mailer(Mailer value) {
      this.mailer = value;
      return this;
    }

    public Builder site(SiteConfig value) {
      this.site = value;
      return this;
    }

    /** Sets the {@code interface} block of the settings, for roles; the site's own otherwise. */
    public Builder interfaceSettings(String json) {
      this.interfaceBlock = Json.parse(json);
      return this;
    }

    private @Nullable JsonNode interfaceSettings() {
      return interfaceBlock == null ? site.interfaceSettings() : interfaceBlock;
    }

    public Builder endpoints(
        List<EndpointConfig> value, Function<EndpointConfig, ChatProvider> adapters) {
      this.endpoints = value;
      this.providers = adapters;
      return this;
    }

    /** Registers further routes. */
    public Builder routes(java.util.function.Consumer<Router> value) {
      this.more = value;
      return this;
    }

    public Builder fallback(Handler value) {
      this.fallback = value;
      return this;
    }

    public TestServer start() {
      return new TestServer(this);
    }
  }
}
