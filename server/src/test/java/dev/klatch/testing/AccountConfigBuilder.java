package dev.klatch.testing;

import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountConfig.Limit;
import dev.klatch.account.AccountConfig.Limits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes single settings of an {@link AccountConfig}. */
public final class AccountConfigBuilder {
  private final AccountConfig base;
  private boolean open;
  private boolean emailLogin;
  private List<String> domains;
  private @Nullable Boolean secure;
  private boolean rotation;
  private boolean unverified;
  private boolean reset;
  private boolean deletion;
  private Limits limits;

  public AccountConfigBuilder(AccountConfig base) {
    this.base = base;
    this.open = base.registrationOpen();
    this.emailLogin = base.emailLogin();
    this.domains = base.allowedDomains();
    this.secure = base.secureCookies();
    this.rotation = base.rotateTokens();
    this.unverified = base.unverifiedLogin();
    this.reset = base.passwordReset();
    this.deletion = base.deletion();
    this.limits = base.limits();
  }

  /** The tests' usual settings, with generous limits. */
  public static AccountConfigBuilder usual() {
    return new AccountConfigBuilder(
            AccountConfig.defaults(TestServer.JWT_SECRET, TestServer.REFRESH_SECRET))
        .limits(1_000, 1_000);
  }

  public AccountConfigBuilder registrationOpen(boolean value) {
    this.open = value;
    return this;
  }

  public AccountConfigBuilder emailLogin(boolean value) {
    this.emailLogin = value;
    return this;
  }

  public AccountConfigBuilder domains(String... values) {
    this.domains = List.of(values);
    return this;
  }

  public AccountConfigBuilder secureCookies(@Nullable Boolean value) {
    this.secure = value;
    return this;
  }

  public AccountConfigBuilder rotateTokens(boolean value) {
    this.rotation = value;
    return this;
  }

  public AccountConfigBuilder unverifiedLogin(boolean value) {
    this.unverified = value;
    return this;
  }

  public AccountConfigBuilder passwordReset(boolean value) {
    this.reset = value;
    return this;
  }

  public AccountConfigBuilder deletion(boolean value) {
    this.deletion = value;
    return this;
  }

  /** Attempts allowed in five minutes; as many of everything else as sign-ins. */
  public AccountConfigBuilder limits(int logins, int registrations) {
    Limit login = new Limit(logins, Duration.ofMinutes(5));
    Limit registration = new Limit(registrations, Duration.ofMinutes(5));
    this.limits = new Limits(login, registration, login, login, login, login, login);
    return this;
  }

  public AccountConfig build() {
    return new AccountConfig(
        base.jwtSecret(),
        base.refreshSecret(),
        base.accessLifetime(),
        base.sessionLifetime(),
        rotation,
        open,
        emailLogin,
        unverified,
        reset,
        deletion,
        domains,
        base.minPasswordLength(),
        secure,
        limits);
  }
}
