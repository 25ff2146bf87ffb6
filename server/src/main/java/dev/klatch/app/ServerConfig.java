package dev.klatch.app;

import dev.klatch.account.AccountConfig;
import dev.klatch.catalog.CatalogConfig;
import dev.klatch.catalog.SiteConfig;
import dev.klatch.config.Finding;
import dev.klatch.http.HttpLimits;
import dev.klatch.mail.MailConfig;
import dev.klatch.usage.MessageLimiter.MessageLimits;
import dev.klatch.wire.WireConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the server itself, typed. {@link ServerConfigReader} makes it; the parts of it
 * go to the features they belong to.
 *
 * @param host address to listen on ({@code HOST})
 * @param port port to listen on; 0 takes any free one ({@code PORT})
 * @param domainClient public address of the pages, without trailing slash ({@code DOMAIN_CLIENT})
 * @param domainServer public address of the API, without trailing slash ({@code DOMAIN_SERVER})
 * @param http bounds of requests, and proxies in front ({@code TRUST_PROXY})
 * @param accounts sessions, registration and their limits
 * @param mail how mail is sent; null: not at all ({@code EMAIL_...}, {@code MAILGUN_...})
 * @param secrets the server's own secrets
 * @param messages how many messages may be sent
 * @param wire bounds of the record of outbound calls
 * @param upstream how long calls of providers may take ({@code KLATCH_CONNECT_SECONDS}, {@code
 *     KLATCH_FIRST_BYTE_SECONDS}, {@code KLATCH_IDLE_SECONDS})
 * @param data folder that holds everything ({@code KLATCH_DATA})
 * @param databaseUrl PostgreSQL address; null: the embedded store ({@code DATABASE_URL})
 * @param log form of the log ({@code KLATCH_LOG})
 * @param ollamaUrl where a local Ollama is looked for, without trailing slash ({@code OLLAMA_HOST})
 * @param site what pages are told about this installation
 * @param findings what is wrong with the variables
 */
public record ServerConfig(
    String host,
    int port,
    @Nullable String domainClient,
    @Nullable String domainServer,
    HttpLimits http,
    AccountConfig accounts,
    @Nullable MailConfig mail,
    ServerSecrets secrets,
    MessageLimits messages,
    WireConfig wire,
    dev.klatch.httpclient.HttpLimits upstream,
    Path data,
    @Nullable String databaseUrl,
    Log log,
    String ollamaUrl,
    SiteConfig site,
    List<Finding> findings) {

  public ServerConfig {
    findings = List.copyOf(findings);
  }

  /**
   * The server's own secrets.
   *
   * @param credsKey encrypts stored keys, 64 hexadecimal digits ({@code CREDS_KEY})
   * @param credsIv initial vector of stored keys, 32 hexadecimal digits ({@code CREDS_IV})
   */
  public record ServerSecrets(String credsKey, String credsIv) {
    /** Never shows the secrets. */
    @Override
    public String toString() {
      return "ServerSecrets[...]";
    }
  }

  /** Form of the log: JSON for machines or text for people, with or without details. */
  public record Log(boolean json, boolean debug) {}

  /** The site with what the settings file says about it. */
  public SiteConfig site(CatalogConfig catalog) {
    boolean finalTitles =
        !catalog.endpoints().isEmpty()
            && catalog.endpoints().get(0).title().timing()
                == dev.klatch.provider.EndpointConfig.TitleConfig.Timing.FINAL;
    return new SiteConfig(
        site.appTitle(),
        site.serverDomain(),
        site.helpUrl(),
        site.customFooter(),
        accounts(catalog).registrationOpen(),
        site.emailLoginEnabled(),
        site.minPasswordLength(),
        site.emailEnabled(),
        site.passwordResetEnabled(),
        site.accountDeletionAllowed(),
        catalog.registration().socialLogins(),
        site.sharedLinks(),
        catalog.ui().json(),
        catalog.specs().json(),
        finalTitles ? "final" : "immediate",
        site.version());
  }

  /**
   * The account settings with the e-mail domains that the settings file allows; none allowed closes
   * registration.
   */
  public AccountConfig accounts(CatalogConfig catalog) {
    List<String> domains = catalog.registration().allowedDomains();
    boolean nobody = catalog.registration().restricted() && domains.isEmpty();
    return accounts.withRegistration(accounts.registrationOpen() && !nobody, domains);
  }

  /** Address of the pages, for links in mails: the public one, or else that on this machine. */
  public String pagesAddress() {
    String address = domainClient == null ? domainServer : domainClient;
    return address == null ? site.serverDomain() : address;
  }

  /** Never shows secrets or addresses with passwords. */
  @Override
  public String toString() {
    return "ServerConfig[" + host + ":" + port + ", data " + data + "]";
  }
}
