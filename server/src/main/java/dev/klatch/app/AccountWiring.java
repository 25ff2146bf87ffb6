package dev.klatch.app;

import dev.klatch.account.AccountConfig;
import dev.klatch.account.AccountService;
import dev.klatch.account.AuthRoutes;
import dev.klatch.account.SessionService;
import dev.klatch.account.UserRoutes;
import dev.klatch.account.recovery.RecoveryRoutes;
import dev.klatch.account.recovery.RecoveryService;
import dev.klatch.account.self.SelfRoutes;
import dev.klatch.account.self.SelfService;
import dev.klatch.account.twofactor.TwoFactorRoutes;
import dev.klatch.account.twofactor.TwoFactorService;
import dev.klatch.crypto.SecretBox;
import dev.klatch.http.Router;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.mail.MailConfig;
import dev.klatch.mail.Mailer;
import dev.klatch.mail.MailgunMailer;
import dev.klatch.mail.SmtpMailer;
import dev.klatch.sql.Database;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts accounts together: sign-in, second factor, recovery, the own account, roles. */
final class AccountWiring {
  private AccountWiring() {}

  /** What the parts of accounts share. */
  record Shared(
      Database database,
      AccountService accounts,
      SessionService sessions,
      AccountConfig config,
      SecretBox box,
      Clock clock) {}

  /**
   * Registers the routes.
   *
   * @return the part that makes links, for housekeeping
   */
  static RecoveryService wire(
      Shared shared, Settings settings, HttpTransport network, Router router) {
    ServerConfig server = settings.server();
    String title = server.site().appTitle();
    Clock clock = shared.clock();
    AccountConfig config = shared.config();
    RecoveryService recovery =
        new RecoveryService(
            shared.database(),
            shared.accounts(),
            shared.sessions(),
            new RecoveryService.Site(title, server.pagesAddress()),
            mailer(server.mail(), network, clock),
            clock);
    TwoFactorService secondFactor =
        new TwoFactorService(
            shared.database(),
            shared.accounts(),
            shared.box(),
            title,
            config.limits().secondFactor(),
            clock);
    new AuthRoutes(shared.accounts(), shared.sessions(), config, recovery, clock).register(router);
    new RecoveryRoutes(recovery, config, clock).register(router);
    new TwoFactorRoutes(secondFactor, shared.accounts(), shared.sessions(), config, clock)
        .register(router);
    new SelfRoutes(
            new SelfService(shared.accounts(), shared.sessions(), secondFactor, config, clock),
            shared.accounts(),
            config)
        .register(router);
    new UserRoutes(shared.accounts()).register(router);
    return recovery;
  }

  private static @Nullable Mailer mailer(
      @Nullable MailConfig config, HttpTransport network, Clock clock) {
    return switch (config) {
      case null -> null;
      case MailConfig.Smtp smtp -> new SmtpMailer(smtp, clock);
      case MailConfig.Mailgun mailgun -> new MailgunMailer(mailgun, network);
    };
  }
}
