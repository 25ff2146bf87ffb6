package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.account.AccountConfig.Limit;
import dev.klatch.config.Environment;
import dev.klatch.httpclient.HttpLimits;
import dev.klatch.usage.MessageLimiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables of the server: defaults, what each one changes, and wrong values. */
class ServerConfigTest {
  private static final String KEY = "ab".repeat(32);
  private static final String IV = "cd".repeat(16);

  @TempDir Path folder;

  @Test
  void defaults() {
    ServerConfig config = check(Map.of());
    assertEquals("localhost", config.host());
    assertEquals(3080, config.port());
    assertNull(config.domainClient());
    assertNull(config.domainServer());
    assertEquals("http://localhost:3080", config.site().serverDomain());
    assertEquals("Klatch", config.site().appTitle());
    assertEquals("/", config.site().helpUrl());
    assertNull(config.site().customFooter());
    assertEquals(1, config.http().trustedProxies());
    assertTrue(config.accounts().registrationOpen());
    assertTrue(config.accounts().emailLogin());
    assertEquals(8, config.accounts().minPasswordLength());
    assertEquals(Duration.ofMinutes(15), config.accounts().accessLifetime());
    assertEquals(Duration.ofDays(7), config.accounts().sessionLifetime());
    assertNull(config.accounts().secureCookies());
    assertEquals(new Limit(7, Duration.ofMinutes(5)), config.accounts().limits().login());
    assertEquals(new Limit(5, Duration.ofMinutes(60)), config.accounts().limits().register());
    assertEquals(new MessageLimiter.MessageLimits(null, null, null), config.messages());
    assertEquals(dev.klatch.wire.WireConfig.defaults(), config.wire());
    assertEquals(HttpLimits.defaults(), config.upstream());
    assertEquals(folder.resolve("data").toAbsolutePath(), config.data());
    assertNull(config.databaseUrl());
    assertEquals(new ServerConfig.Log(false, false), config.log());
    assertEquals("http://localhost:11434", config.ollamaUrl());
    assertEquals(List.of(), config.findings());
  }

  @Test
  void addressesPagesAndStoresAreMapped() {
    Map<String, String> set = new HashMap<>();
    set.put("HOST", "0.0.0.0");
    set.put("PORT", "0");
    set.put("DOMAIN_CLIENT", "https://chat.example/");
    set.put("DOMAIN_SERVER", "https://api.example");
    set.put("TRUST_PROXY", "2");
    set.put("KLATCH_WIRE_MAX_BODY_KB", "2");
    set.put("KLATCH_WIRE_MAX_MB", "3");
    set.put("KLATCH_WIRE_DAYS", "4");
    set.put("KLATCH_CONNECT_SECONDS", "5");
    set.put("KLATCH_FIRST_BYTE_SECONDS", "900");
    set.put("KLATCH_IDLE_SECONDS", "60");
    set.put("KLATCH_DATA", "elsewhere");
    set.put("DATABASE_URL", "postgresql://u:p@db/klatch");
    set.put("KLATCH_LOG", "JSON");
    set.put("DEBUG_CONSOLE", "true");
    set.put("OLLAMA_HOST", "box:1234");
    set.put("APP_TITLE", "House");
    set.put("CUSTOM_FOOTER", "foot");
    set.put("HELP_AND_FAQ_URL", "https://help.example");
    ServerConfig config = check(set);
    assertEquals("0.0.0.0", config.host());
    assertEquals(0, config.port());
    assertEquals("https://chat.example", config.domainClient());
    assertEquals("https://api.example", config.site().serverDomain());
    assertEquals(2, config.http().trustedProxies());
    assertEquals(new dev.klatch.wire.WireConfig(2048, 4, 3L << 20), config.wire());
    assertEquals(
        new HttpLimits(Duration.ofSeconds(5), Duration.ofMinutes(15), Duration.ofMinutes(1)),
        config.upstream());
    assertEquals(folder.resolve("elsewhere").toAbsolutePath(), config.data());
    assertEquals("postgresql://u:p@db/klatch", config.databaseUrl());
    assertEquals(new ServerConfig.Log(true, true), config.log());
    assertEquals("http://box:1234", config.ollamaUrl());
    assertEquals("House", config.site().appTitle());
    assertEquals("foot", config.site().customFooter());
    assertEquals("https://help.example", config.site().helpUrl());
    assertEquals(List.of(), config.findings());
  }

  @Test
  void accountsAndLimitsAreMapped() {
    Map<String, String> set = new HashMap<>();
    set.put("ALLOW_REGISTRATION", "false");
    set.put("ALLOW_EMAIL_LOGIN", "false");
    set.put("MIN_PASSWORD_LENGTH", "12");
    set.put("JWT_SECRET", "j".repeat(40));
    set.put("JWT_REFRESH_SECRET", "r".repeat(40));
    set.put("CREDS_KEY", KEY);
    set.put("CREDS_IV", IV);
    set.put("SESSION_EXPIRY", "1000 * 60 * 30");
    set.put("REFRESH_TOKEN_EXPIRY", "(1000 * 60 * 60 * 24) * 14");
    set.put("SESSION_COOKIE_SECURE", "true");
    set.put("LOGIN_MAX", "3");
    set.put("LOGIN_WINDOW", "4");
    set.put("REGISTER_MAX", "2");
    set.put("REGISTER_WINDOW", "9");
    set.put("LIMIT_CONCURRENT_MESSAGES", "true");
    set.put("CONCURRENT_MESSAGE_MAX", "5");
    set.put("LIMIT_MESSAGE_IP", "true");
    set.put("MESSAGE_IP_MAX", "11");
    set.put("MESSAGE_IP_WINDOW", "2");
    set.put("LIMIT_MESSAGE_USER", "true");
    set.put("MESSAGE_USER_MAX", "12");
    set.put("MESSAGE_USER_WINDOW", "3");
    ServerConfig config = check(set);
    assertFalse(config.accounts().registrationOpen());
    assertFalse(config.accounts().emailLogin());
    assertEquals(12, config.accounts().minPasswordLength());
    assertEquals("j".repeat(40), config.accounts().jwtSecret());
    assertEquals("r".repeat(40), config.accounts().refreshSecret());
    assertEquals(new ServerConfig.ServerSecrets(KEY, IV), config.secrets());
    assertEquals(Duration.ofMinutes(30), config.accounts().accessLifetime());
    assertEquals(Duration.ofDays(14), config.accounts().sessionLifetime());
    assertEquals(true, config.accounts().secureCookies());
    assertEquals(new Limit(3, Duration.ofMinutes(4)), config.accounts().limits().login());
    assertEquals(new Limit(2, Duration.ofMinutes(9)), config.accounts().limits().register());
    assertEquals(
        new MessageLimiter.MessageLimits(
            5,
            new MessageLimiter.Rate(11, Duration.ofMinutes(2)),
            new MessageLimiter.Rate(12, Duration.ofMinutes(3))),
        config.messages());
    assertEquals(List.of(), config.findings());
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, abc, E7",
    "PORT, 70000, E7",
    "ALLOW_REGISTRATION, maybe, E6",
    "LIMIT_MESSAGE_USER, 1, E6",
    "SESSION_EXPIRY, soon, E7",
    "DOMAIN_CLIENT, 192.168.1.5:3080, N4",
    "DATABASE_URL, mysql://x/y, N11",
    "CREDS_KEY, tooshort, N9",
    "JWT_SECRET, short, N9",
    "KLATCH_LOG, loud, E8",
    "MONGO_URI, mongodb://u:p@db/Chat, N6"
  })
  void wrongValuesAreReportedWithoutBeingShown(String name, String value, String rule) {
    ServerConfig config = check(Map.of(name, value));
    assertTrue(
        config.findings().stream().anyMatch(f -> f.rule().equals(rule) && f.cause().contains(name)),
        config.findings().toString());
    assertFalse(config.findings().toString().contains("u:p@"));
  }

  @Test
  void wrongValuesNeverWidenWhatIsAllowed() {
    ServerConfig config =
        check(
            Map.of(
                "ALLOW_REGISTRATION", "yes", "LIMIT_MESSAGE_USER", "on", "ALLOW_EMAIL_LOGIN", "x"));
    assertFalse(config.accounts().registrationOpen());
    assertFalse(config.accounts().emailLogin());
    assertEquals(new MessageLimiter.Rate(40, Duration.ofMinutes(1)), config.messages().perUser());
  }

  @Test
  void aPortThatIsNoNumberGivesTheDefault() {
    assertEquals(3080, check(Map.of("PORT", "http")).port());
  }

  @Test
  void explainsMongoWithoutItsPassword() {
    String text =
        check(Map.of("MONGO_URI", "mongodb://me:pa@ss@db:27017/Chat?authSource=admin"))
            .findings()
            .toString();
    assertTrue(text.contains("mongodb://me:***@db:27017/Chat"), text);
    assertFalse(text.contains("pa@ss"));
    assertTrue(text.contains("embedded store"));
    assertTrue(text.contains("%40"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, http://localhost:11434",
    "box, http://box:11434",
    ":9999, http://localhost:9999",
    "https://ollama.example/, https://ollama.example"
  })
  void understandsOllamasOwnVariable(String value, String url) {
    assertEquals(url, check(Map.of("OLLAMA_HOST", value)).ollamaUrl());
  }

  @Test
  void makesBlankSecretsOnceAndReplacesBrokenOnes() throws IOException {
    Environment environment = Environment.of(Map.of("CREDS_IV", "nonsense"));
    ServerConfig first = ServerConfigReader.read(environment, folder, "1");
    ServerConfig second = ServerConfigReader.read(environment, folder, "1");
    assertEquals(64, first.accounts().jwtSecret().length());
    assertEquals(64, first.secrets().credsKey().length());
    assertEquals(32, first.secrets().credsIv().length());
    assertEquals(first.accounts().jwtSecret(), second.accounts().jwtSecret());
    assertEquals(first.secrets(), second.secrets());
    assertFalse(first.toString().contains(first.accounts().jwtSecret()));
  }

  @Test
  void checkingWritesNothing() throws IOException {
    check(Map.of());
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  private ServerConfig check(Map<String, String> values) {
    return ServerConfigReader.check(Environment.of(values), folder, "1");
  }
}
