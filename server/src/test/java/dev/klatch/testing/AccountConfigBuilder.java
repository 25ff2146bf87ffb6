package dev.klatch.testing;

import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountConfig.Limit;
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
  private Limit login;
  private Limit registration;

  public AccountConfigBuilder(AccountConfig base) {
    this.base = base;
    this.open = base.registrationOpen();
    this.emailLogin = base.emailLogin();
    this.domains = base.allowedDomains();
    this.secure = base.secureCookies();
    this.login = base.loginLimit();
    this.registration = base.registerLimit();
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

  /** Attempts allowed in five minutes. */
  public AccountConfigBuilder limits(int logins, int registrations) {
    this.login = new Limit(logins, Duration.ofMinutes(5));
    this.registration = new Limit(registrations, Duration.ofMinutes(5));
    return this;
  }

  public AccountConfig build() {
    return new AccountConfig(
        base.jwtSecret(),
        base.refreshSecret(),
        base.accessLifetime(),
        base.sessionLifetime(),
        open,
        emailLogin,
        domains,
        base.minPasswordLength(),
        secure,
        login,
        registration);
  }
}
