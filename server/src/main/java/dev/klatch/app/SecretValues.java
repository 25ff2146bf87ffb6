package dev.klatch.app;

import dev.klatch.config.Environment;
import dev.klatch.provider.EndpointConfig;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects every secret value that the settings hold, so that logs and records can mask it. */
final class SecretValues {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)\\}");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(key|secret|token|pass|auth|cred|cookie).*");
  private static final Pattern URL_PASSWORD = Pattern.compile("://[^/@]*?:([^@]+)@");

  private SecretValues() {}

  /** The secrets of a start: the server's own, those of endpoints, and those in variables. */
  static Set<String> of(Settings settings) {
    Set<String> secrets = new LinkedHashSet<>();
    ServerConfig server = settings.server();
    secrets.add(server.accounts().jwtSecret());
    secrets.add(server.accounts().refreshSecret());
    secrets.add(server.secrets().credsKey());
    secrets.add(server.secrets().credsIv());
    settings.catalog().endpoints().forEach(e -> endpoint(e, secrets));
    Environment environment = settings.environment();
    new KnownVariables().secretNames().forEach(n -> variable(environment, n, secrets));
    Matcher matcher = REFERENCE.matcher(settings.file().source());
    while (matcher.find()) {
      if (SECRET_NAME.matcher(matcher.group(1)).matches()) {
        variable(environment, matcher.group(1), secrets);
      }
    }
    secrets.remove("");
    secrets.remove(EndpointConfig.USER_PROVIDED);
    return secrets;
  }

  private static void endpoint(EndpointConfig endpoint, Set<String> secrets) {
    secrets.add(endpoint.apiKey());
    for (Map.Entry<String, String> header : endpoint.headers().entrySet()) {
      String value = header.getValue();
      boolean fixed = !value.contains("{{") && !value.contains("${");
      if (fixed && SECRET_NAME.matcher(header.getKey()).matches()) {
        boolean bearer = value.toLowerCase(Locale.ROOT).startsWith("bearer ");
        secrets.add(bearer ? value.substring("bearer ".length()).strip() : value);
      }
    }
  }

  private static void variable(Environment environment, String name, Set<String> secrets) {
    String value = environment.value(name);
    if (value == null) {
      return;
    }
    secrets.add(value);
    Matcher password = URL_PASSWORD.matcher(value);
    if (password.find()) {
      secrets.add(password.group(1));
    }
  }
}
