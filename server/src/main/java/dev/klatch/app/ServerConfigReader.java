package dev.klatch.app;

import dev.klatch.account.AccountConfig;
import dev.klatch.catalog.SiteConfig;
import dev.klatch.config.Environment;
import dev.klatch.config.GeneratedSecrets;
import dev.klatch.config.SettingReader;
import dev.klatch.config.Severity;
import dev.klatch.http.HttpLimits;
import dev.klatch.mail.MailConfig;
import dev.klatch.usage.MessageLimiter;
import dev.klatch.wire.WireConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link ServerConfig} from the environment. */
public final class ServerConfigReader {
  /** The secrets the server makes itself when they are blank, and their bytes. */
  static final Map<String, Integer> SECRETS = secrets();

  private static final int MAX_PORT = 65_535;
  private static final int DEFAULT_PORT = 3080;
  private static final long MEGABYTE = 1024L * 1024L;
  private static final int SHORT_SECRET = 32;
  private static final String OLLAMA = "http://localhost:11434";
  private static final int OLLAMA_PORT = 11434;
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

  private final Environment environment;
  private final Path workingDirectory;
  private final SettingReader reader;

  private ServerConfigReader(Environment environment, Path workingDirectory) {
    this.environment = environment;
    this.workingDirectory = workingDirectory;
    this.reader = new SettingReader(environment);
  }

  /**
   * Reads the settings; makes the secrets that are blank and keeps them in the data folder.
   *
   * @throws IOException when these secrets can neither be read nor kept
   */
  public static ServerConfig read(Environment environment, Path workingDirectory, String version)
      throws IOException {
    Environment usable = environment.without(brokenKeys(environment));
    Environment complete =
        GeneratedSecrets.complete(usable, dataFolder(environment, workingDirectory), SECRETS);
    return new ServerConfigReader(environment, workingDirectory).config(complete, version);
  }

  /** Reads the settings for a check: nothing is written, blank secrets stay blank. */
  public static ServerConfig check(Environment environment, Path workingDirectory, String version) {
    return new ServerConfigReader(environment, workingDirectory).config(environment, version);
  }

  /**
   * The folder that holds the data: {@code KLATCH_DATA}, else {@code data} in the working
   * directory.
   */
  static Path dataFolder(Environment environment, Path workingDirectory) {
    String data = environment.value("KLATCH_DATA");
    return workingDirectory.resolve(data == null ? "data" : data).toAbsolutePath().normalize();
  }

  private static Map<String, Integer> secrets() {
    Map<String, Integer> bytes = new LinkedHashMap<>();
    bytes.put("JWT_SECRET", 32);
    bytes.put("JWT_REFRESH_SECRET", 32);
    bytes.put("CREDS_KEY", 32);
    bytes.put("CREDS_IV", 16);
    return bytes;
  }

  private ServerConfig config(Environment complete, String version) {
    boolean registration = reader.flag("ALLOW_REGISTRATION", true, false);
    boolean emailLogin = reader.flag("ALLOW_EMAIL_LOGIN", true, false);
    int minPassword = reader.integer("MIN_PASSWORD_LENGTH", 8, 1, 128);
    String client = reader.address("DOMAIN_CLIENT");
    String server = reader.address("DOMAIN_SERVER");
    int port = reader.integer("PORT", DEFAULT_PORT, 0, MAX_PORT);
    String host = reader.text("HOST", "localhost");
    MailConfig mail = new MailConfigReader(reader).read();
    boolean reset = reader.flag("ALLOW_PASSWORD_RESET", false, false);
    boolean deletion = reader.flag("ALLOW_ACCOUNT_DELETION", true, false);
    mailFindings(mail != null, reset, client == null && server == null);
    AccountConfig accounts =
        accounts(complete, registration, emailLogin, reset, deletion, minPassword, server);
    SiteConfig site =
        new SiteConfig(
            reader.text("APP_TITLE", "Klatch"),
            server == null ? "http://localhost:" + (port == 0 ? DEFAULT_PORT : port) : server,
            reader.text("HELP_AND_FAQ_URL", "/"),
            reader.text("CUSTOM_FOOTER"),
            registration,
            emailLogin,
            minPassword,
            mail != null,
            reset,
            deletion,
            List.of(),
            new SiteConfig.SharedLinks(
                reader.flag("ALLOW_SHARED_LINKS", true, false),
                reader.flag("ALLOW_SHARED_LINKS_PUBLIC", false, false),
                reader.flag("SHARED_LINKS_SNAPSHOT_FILES", true, false)),
            null,
            null,
            "immediate",
            version);
    reach(host, client, server);
    secretFindings();
    mongo();
    return new ServerConfig(
        host,
        port,
        client,
        server,
        new HttpLimits(
            HttpLimits.defaults().maxJsonBytes(), reader.integer("TRUST_PROXY", 1, 0, 100)),
        accounts,
        mail,
        new ServerConfig.ServerSecrets(secret(complete, "CREDS_KEY"), secret(complete, "CREDS_IV")),
        messageLimits(),
        wire(),
        upstream(),
        dataFolder(environment, workingDirectory),
        databaseUrl(),
        log(),
        ollama(),
        site,
        reader.findings());
  }

  private static String secret(Environment complete, String name) {
    String value = complete.value(name);
    return value == null ? "" : value;
  }

  private @Nullable Boolean secureCookies(@Nullable String server) {
    Boolean secure = reader.flagOrAutomatic("SESSION_COOKIE_SECURE");
    if (Boolean.TRUE.equals(secure) && server != null && server.startsWith("http://")) {
      reader.report(
          "SESSION_COOKIE_SECURE",
          Severity.WARNING,
          "N1",
          "SESSION_COOKIE_SECURE=true over plain http makes browsers drop the cookie, so a reload signs users out",
          "use https, or remove the line: then the request's scheme decides");
    }
    return secure;
  }

  private AccountConfig.Limit limit(String name, int max, int minutes) {
    return new AccountConfig.Limit(
        reader.integer(name + "_MAX", max, 1, 1_000_000),
        Duration.ofMinutes(reader.integer(name + "_WINDOW", minutes, 1, 525_600)));
  }

  private AccountConfig accounts(
      Environment complete,
      boolean registration,
      boolean emailLogin,
      boolean reset,
      boolean deletion,
      int minPassword,
      @Nullable String server) {
    return new AccountConfig(
        secret(complete, "JWT_SECRET"),
        secret(complete, "JWT_REFRESH_SECRET"),
        reader.millis("SESSION_EXPIRY", Duration.ofMinutes(15)),
        reader.millis("REFRESH_TOKEN_EXPIRY", Duration.ofDays(7)),
        reader.flag("REFRESH_TOKEN_ROTATION", true, true),
        registration,
        emailLogin,
        reader.flag("ALLOW_UNVERIFIED_EMAIL_LOGIN", false, false),
        reset,
        deletion,
        List.of(),
        minPassword,
        secureCookies(server),
        attempts());
  }

  private AccountConfig.Limits attempts() {
    AccountConfig.Limit login = limit("LOGIN", 7, 5);
    return new AccountConfig.Limits(
        login,
        limit("REGISTER", 5, 60),
        limit("RESET_PASSWORD", 2, 2),
        limit("RESET_PASSWORD_SUBMISSION", 2, 2),
        limit("VERIFY_EMAIL", 2, 2),
        limit("VERIFY_EMAIL_SUBMISSION", 2, 2),
        limit("TWO_FACTOR_TEMP", login.max(), (int) login.window().toMinutes()));
  }

  private void mailFindings(boolean mail, boolean reset, boolean noAddress) {
    if (reset && !mail) {
      reader.report(
          "ALLOW_PASSWORD_RESET",
          Severity.WARNING,
          "N12",
          "without mail the link to reset a password goes to whoever asks for it, so anybody who"
              + " knows an e-mail address can take the account",
          "set EMAIL_HOST and EMAIL_FROM, or ALLOW_PASSWORD_RESET=false where strangers can reach"
              + " this server");
    }
    if (mail && noAddress) {
      reader.report(
          "DOMAIN_CLIENT",
          Severity.WARNING,
          "N12",
          "links in mails lead to this machine only, as DOMAIN_CLIENT is not set",
          "set DOMAIN_CLIENT to the address people open");
    }
  }

  private MessageLimiter.MessageLimits messageLimits() {
    Integer concurrent =
        reader.flag("LIMIT_CONCURRENT_MESSAGES", false, true)
            ? (Integer) reader.integer("CONCURRENT_MESSAGE_MAX", 2, 1, 10_000)
            : null;
    return new MessageLimiter.MessageLimits(
        concurrent,
        reader.flag("LIMIT_MESSAGE_IP", false, true) ? rate("MESSAGE_IP") : null,
        reader.flag("LIMIT_MESSAGE_USER", false, true) ? rate("MESSAGE_USER") : null);
  }

  private MessageLimiter.Rate rate(String name) {
    AccountConfig.Limit limit = limit(name, 40, 1);
    return new MessageLimiter.Rate(limit.max(), limit.window());
  }

  private WireConfig wire() {
    WireConfig defaults = WireConfig.defaults();
    return new WireConfig(
        1024 * reader.integer("KLATCH_WIRE_MAX_BODY_KB", defaults.maxBodyBytes() / 1024, 1, 65_536),
        reader.integer("KLATCH_WIRE_DAYS", defaults.days(), 0, 36_500),
        MEGABYTE
            * reader.number("KLATCH_WIRE_MAX_MB", defaults.maxBytes() / MEGABYTE, 1, 1_000_000));
  }

  private dev.klatch.httpclient.HttpLimits upstream() {
    var defaults = dev.klatch.httpclient.HttpLimits.defaults();
    return new dev.klatch.httpclient.HttpLimits(
        seconds("KLATCH_CONNECT_SECONDS", defaults.connect(), 300),
        seconds("KLATCH_FIRST_BYTE_SECONDS", defaults.firstByte(), 7_200),
        seconds("KLATCH_IDLE_SECONDS", defaults.idle(), 7_200));
  }

  private Duration seconds(String name, Duration fallback, int max) {
    return Duration.ofSeconds(reader.integer(name, (int) fallback.toSeconds(), 1, max));
  }

  private ServerConfig.Log log() {
    String form = reader.word("KLATCH_LOG", "text", List.of("text", "json", "debug"));
    return new ServerConfig.Log(
        form.equals("json") || reader.flag("CONSOLE_JSON", false, false),
        form.equals("debug") || reader.flag("DEBUG_CONSOLE", false, false));
  }

  private @Nullable String databaseUrl() {
    String url = reader.text("DATABASE_URL");
    if (url == null || url.startsWith("postgresql://") || url.startsWith("postgres://")) {
      return url;
    }
    reader.report(
        "DATABASE_URL",
        Severity.ERROR,
        "N11",
        "DATABASE_URL is no PostgreSQL address; the embedded store is used",
        "write postgresql://user:password@host:5432/database, or remove the line");
    return null;
  }

  /**
   * Ollama's own variable: a host, host:port or address; 0.0.0.0 means all addresses of this
   * machine.
   */
  private String ollama() {
    String value = reader.text("OLLAMA_HOST");
    if (value == null) {
      return OLLAMA;
    }
    boolean hasScheme = value.contains("://");
    String address =
        hasScheme ? value : "http://" + (value.startsWith(":") ? "localhost" : "") + value;
    address = address.replaceAll("/+$", "").replaceFirst("//0\\.0\\.0\\.0", "//localhost");
    boolean hasPort = address.matches(".*:[0-9]+(/.*)?$");
    return hasPort || hasScheme ? address : address + ":" + OLLAMA_PORT;
  }

  private void reach(String host, @Nullable String client, @Nullable String server) {
    boolean local = host.equals("localhost") || host.startsWith("127.");
    for (String name : List.of("DOMAIN_CLIENT", "DOMAIN_SERVER")) {
      String url = name.equals("DOMAIN_CLIENT") ? client : server;
      boolean elsewhere =
          url != null && url.startsWith("http://") && !url.matches("http://(localhost|127\\.).*");
      if (local && elsewhere) {
        reader.report(
            name,
            Severity.INFO,
            "N2",
            name + " names another machine, but the server listens on " + host + " only",
            "set HOST=0.0.0.0, unless a proxy on this machine passes requests on");
      }
    }
  }

  private static Set<String> brokenKeys(Environment environment) {
    Set<String> broken = new HashSet<>();
    for (String name : List.of("CREDS_KEY", "CREDS_IV")) {
      String value = environment.value(name);
      if (value != null && !isHex(value, SECRETS.getOrDefault(name, 0))) {
        broken.add(name);
      }
    }
    return broken;
  }

  private static boolean isHex(String value, int bytes) {
    return value.length() == 2 * bytes && HEX.matcher(value).matches();
  }

  private void secretFindings() {
    for (String name : brokenKeys(environment)) {
      reader.report(
          name,
          Severity.ERROR,
          "N9",
          name
              + " is not "
              + 2 * SECRETS.getOrDefault(name, 0)
              + " hexadecimal digits; a generated one is used",
          "correct it, or leave it blank");
    }
    for (String name : List.of("JWT_SECRET", "JWT_REFRESH_SECRET")) {
      String value = environment.value(name);
      if (value != null && value.length() < SHORT_SECRET) {
        reader.report(
            name,
            Severity.WARNING,
            "N9",
            name + " has only " + value.length() + " characters and can be guessed",
            "leave it blank; a long one is then made and kept");
      }
    }
    String access = environment.value("JWT_SECRET");
    if (access != null && access.equals(environment.value("JWT_REFRESH_SECRET"))) {
      reader.report(
          "JWT_REFRESH_SECRET",
          Severity.WARNING,
          "N9",
          "JWT_SECRET and JWT_REFRESH_SECRET are the same",
          "use two different ones, or leave both blank");
    }
  }

  private void mongo() {
    String uri = environment.value("MONGO_URI");
    if (uri == null) {
      return;
    }
    reader.report(
        "MONGO_URI",
        Severity.INFO,
        "N6",
        "MONGO_URI ("
            + redacted(uri)
            + ") is not needed: accounts and conversations live in the embedded store in "
            + dataFolder(environment, workingDirectory),
        "to bring over what is in MongoDB, leave the line and use the command import as soon as this version has it; nothing else needs it");
    String authority = uri.replaceFirst("^[a-z+]+://", "").replaceFirst("[/?].*$", "");
    if (authority.indexOf('@') != authority.lastIndexOf('@')) {
      reader.report(
          "MONGO_URI",
          Severity.WARNING,
          "N6",
          "the user or password in MONGO_URI holds an @ that is not escaped",
          "write %40 instead of @ in them");
    }
  }

  /** The address without the password, and without its query, which may hold one too. */
  static String redacted(String uri) {
    if (!uri.matches("^[a-z+]+://.*")) {
      return "an address that cannot be read";
    }
    return uri.replaceFirst("\\?.*$", "").replaceFirst("^([a-z+]+://[^:/@]*):.*@", "$1:***@");
  }
}
