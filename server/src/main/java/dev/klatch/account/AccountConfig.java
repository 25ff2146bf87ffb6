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
 * @param rotateTokens whether a refresh token is replaced by each use ({@code
 *     REFRESH_TOKEN_ROTATION})
 * @param registrationOpen whether anyone may register ({@code ALLOW_REGISTRATION})
 * @param emailLogin whether one may sign in with e-mail and password ({@code ALLOW_EMAIL_LOGIN})
 * @param unverifiedLogin whether one may sign in before the e-mail address is confirmed ({@code
 *     ALLOW_UNVERIFIED_EMAIL_LOGIN})
 * @param passwordReset whether a forgotten password can be replaced ({@code ALLOW_PASSWORD_RESET})
 * @param deletion whether people may delete their accounts ({@code ALLOW_ACCOUNT_DELETION})
 * @param allowedDomains e-mail domains that may register, in lower case; empty: any
 * @param minPasswordLength in characters ({@code MIN_PASSWORD_LENGTH})
 * @param secureCookies forces the cookies' {@code Secure} on or off ({@code
 *     SESSION_COOKIE_SECURE}); null: as the request's scheme
 * @param limits how often what may be tried
 */
public record AccountConfig(
    String jwtSecret,
    String refreshSecret,
    Duration accessLifetime,
    Duration sessionLifetime,
    boolean rotateTokens,
    boolean registrationOpen,
    boolean emailLogin,
    boolean unverifiedLogin,
    boolean passwordReset,
    boolean deletion,
    List<String> allowedDomains,
    int minPasswordLength,
    @Nullable Boolean secureCookies,
    Limits limits) {
  /**
   * At most {@code max} attempts in a window.
   *
   * @param max at least 1
   */
  public record Limit(int max, Duration window) {}

  /**
   * How often an address may try what.
   *
   * @param login sign-ins ({@code LOGIN_MAX}, {@code LOGIN_WINDOW})
   * @param register registrations ({@code REGISTER_MAX}, {@code REGISTER_WINDOW})
   * @param resetRequest asking for a link to replace a password ({@code RESET_PASSWORD_...})
   * @param resetSubmission using one ({@code RESET_PASSWORD_SUBMISSION_...})
   * @param verifyRequest asking for a link to confirm an address ({@code VERIFY_EMAIL_...})
   * @param verifySubmission using one ({@code VERIFY_EMAIL_SUBMISSION_...})
   * @param secondFactor codes of the second factor, for each person too ({@code
   *     TWO_FACTOR_TEMP_...})
   */
  public record Limits(
      Limit login,
      Limit register,
      Limit resetRequest,
      Limit resetSubmission,
      Limit verifyRequest,
      Limit verifySubmission,
      Limit secondFactor) {
    /** The defaults of the reference server. */
    public static Limits defaults() {
      Limit login = new Limit(7, Duration.ofMinutes(5));
      Limit mail = new Limit(2, Duration.ofMinutes(2));
      Limit register = new Limit(5, Duration.ofMinutes(60));
      return new Limits(login, register, mail, mail, mail, mail, login);
    }
  }

  public AccountConfig {
    allowedDomains = List.copyOf(allowedDomains);
  }

  /** The defaults, under the two secrets. */
  public static AccountConfig defaults(String jwtSecret, String refreshSecret) {
    return new AccountConfig(
        jwtSecret,
        refreshSecret,
        Duration.ofMinutes(15),
        Duration.ofDays(7),
        true,
        true,
        true,
        false,
        false,
        true,
        List.of(),
        8,
        null,
        Limits.defaults());
  }

  /** The same with registration open, or not, to some e-mail domains. */
  public AccountConfig withRegistration(boolean open, List<String> domains) {
    return new AccountConfig(
        jwtSecret,
        refreshSecret,
        accessLifetime,
        sessionLifetime,
        rotateTokens,
        open,
        emailLogin,
        unverifiedLogin,
        passwordReset,
        deletion,
        domains,
        minPasswordLength,
        secureCookies,
        limits);
  }

  /** Never shows the secrets. */
  @Override
  public String toString() {
    return "AccountConfig[registrationOpen=" + registrationOpen + "]";
  }
}
