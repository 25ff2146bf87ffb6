package dev.klatch.account;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of accounts and sessions.
 *
 * @param jwtSecret signs access tokens ({@code JWT_SECRET})
 * @param refreshSecret signs refresh tokens ({@code JWT_REFRESH_SECRET})
 * @param accessLifetime life of an access token ({@code SESSION_EXPIRY})
 * @param sessionLifetime life of a session, not extended by use ({@code REFRESH_TOKEN_EXPIRY})
 * @param registrationOpen whether anyone may register ({@code ALLOW_REGISTRATION})
 * @param emailLogin whether one may sign in with e-mail and password ({@code ALLOW_EMAIL_LOGIN})
 * @param allowedDomains e-mail domains that may register, in lower case; empty: any
 * @param minPasswordLength in characters ({@code MIN_PASSWORD_LENGTH})
 * @param secureCookies forces the cookies' {@code Secure} on or off ({@code
 *     SESSION_COOKIE_SECURE}); null: as the request's scheme
 * @param loginLimit sign-in attempts an address may make ({@code LOGIN_MAX}, {@code LOGIN_WINDOW})
 * @param registerLimit registrations an address may make ({@code REGISTER_MAX}, {@code
 *     REGISTER_WINDOW})
 */
public record AccountConfig(
    String jwtSecret,
    String refreshSecret,
    Duration accessLifetime,
    Duration sessionLifetime,
    boolean registrationOpen,
    boolean emailLogin,
    List<String> allowedDomains,
    int minPasswordLength,
    @Nullable Boolean secureCookies,
    Limit loginLimit,
    Limit registerLimit) {
  /**
   * At most {@code max} attempts in a window.
   *
   * @param max at least 1
   */
  public record Limit(int max, Duration window) {}

  public AccountConfig {
    allowedDomains = List.copyOf(allowedDomains);
  }

  /** The defaults of the reference server, under the two secrets. */
  public static AccountConfig defaults(String jwtSecret, String refreshSecret) {
    return new AccountConfig(
        jwtSecret,
        refreshSecret,
        Duration.ofMinutes(15),
        Duration.ofDays(7),
        true,
        true,
        List.of(),
        8,
        null,
        new Limit(7, Duration.ofMinutes(5)),
        new Limit(5, Duration.ofMinutes(60)));
  }

  /** Never shows the secrets. */
  @Override
  public String toString() {
    return "AccountConfig[registrationOpen=" + registrationOpen + "]";
  }
}
