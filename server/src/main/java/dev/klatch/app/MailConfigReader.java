package dev.klatch.app;

import dev.klatch.config.SettingReader;
import dev.klatch.config.Severity;
import dev.klatch.mail.MailConfig;
import dev.klatch.mail.MailConfig.Encryption;
import dev.klatch.mail.MailConfig.Sender;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how mail is sent from the {@code EMAIL_...} and {@code MAILGUN_...} variables. */
final class MailConfigReader {
  private static final int DEFAULT_PORT = 25;
  private static final int MAX_PORT = 65_535;

  /** A mail provider known by name: its SMTP server. */
  private record Known(String host, int port, Encryption encryption) {
    static Known tls(String host) {
      return new Known(host, 465, Encryption.TLS);
    }

    static Known startTls(String host) {
      return new Known(host, 587, Encryption.STARTTLS);
    }
  }

  /** What {@code EMAIL_SERVICE} may name, in lower case without blanks. */
  private static final Map<String, Known> SERVICES =
      Map.ofEntries(
          Map.entry("gmail", Known.tls("smtp.gmail.com")),
          Map.entry("googlemail", Known.tls("smtp.gmail.com")),
          Map.entry("outlook", Known.startTls("smtp-mail.outlook.com")),
          Map.entry("hotmail", Known.startTls("smtp-mail.outlook.com")),
          Map.entry("outlook365", Known.startTls("smtp.office365.com")),
          Map.entry("office365", Known.startTls("smtp.office365.com")),
          Map.entry("icloud", Known.startTls("smtp.mail.me.com")),
          Map.entry("yahoo", Known.tls("smtp.mail.yahoo.com")),
          Map.entry("fastmail", Known.tls("smtp.fastmail.com")),
          Map.entry("zoho", Known.tls("smtp.zoho.com")),
          Map.entry("gmx", Known.startTls("mail.gmx.com")),
          Map.entry("yandex", Known.tls("smtp.yandex.ru")),
          Map.entry("qq", Known.tls("smtp.qq.com")),
          Map.entry("163", Known.tls("smtp.163.com")),
          Map.entry("sendgrid", Known.startTls("smtp.sendgrid.net")),
          Map.entry("mailgun", Known.tls("smtp.mailgun.org")),
          Map.entry("mailjet", Known.startTls("in-v3.mailjet.com")),
          Map.entry("mandrill", Known.startTls("smtp.mandrillapp.com")),
          Map.entry("postmark", Known.startTls("smtp.postmarkapp.com")),
          Map.entry("sendinblue", Known.startTls("smtp-relay.sendinblue.com")),
          Map.entry("brevo", Known.startTls("smtp-relay.brevo.com")),
          Map.entry("sparkpost", Known.startTls("smtp.sparkpostmail.com")),
          Map.entry("ses", Known.tls("email-smtp.us-east-1.amazonaws.com")));

  private final SettingReader reader;

  MailConfigReader(SettingReader reader) {
    this.reader = reader;
  }

  /** The settings; null when no mail is to be sent, or they are not complete. */
  @Nullable MailConfig read() {
    String mailgun = reader.text("MAILGUN_API_KEY");
    String service = reader.text("EMAIL_SERVICE");
    String host = reader.text("EMAIL_HOST");
    if (mailgun == null && service == null && host == null) {
      return null;
    }
    String address = reader.text("EMAIL_FROM");
    if (address == null || address.indexOf('@') <= 0 || address.matches(".*[\\s<>].*")) {
      reader.report(
          "EMAIL_FROM",
          Severity.ERROR,
          "N12",
          "mail is not sent: EMAIL_FROM names no address it could come from",
          "set EMAIL_FROM to a bare address such as noreply@example.com");
      return null;
    }
    Sender sender = new Sender(address, name());
    String domain = reader.text("MAILGUN_DOMAIN");
    if (mailgun != null && domain != null) {
      String base = reader.address("MAILGUN_HOST");
      return new MailConfig.Mailgun(
          base == null ? "https://api.mailgun.net" : base, domain, mailgun, sender);
    }
    return smtp(service, host, sender);
  }

  private String name() {
    String name = reader.text("EMAIL_FROM_NAME");
    return name == null ? reader.text("APP_TITLE", "Klatch") : name;
  }

  private @Nullable MailConfig smtp(
      @Nullable String service, @Nullable String host, Sender sender) {
    Known known = known(service);
    if (known == null && host == null) {
      return null;
    }
    Encryption encryption =
        switch (reader.word("EMAIL_ENCRYPTION", "", List.of("starttls", "tls"))) {
          case "tls" -> Encryption.TLS;
          case "starttls" -> Encryption.STARTTLS;
          default -> known == null ? Encryption.OPPORTUNISTIC : known.encryption();
        };
    String user = reader.text("EMAIL_USERNAME");
    String password = reader.text("EMAIL_PASSWORD");
    boolean both = user != null && password != null;
    if (!both && (user != null || password != null)) {
      reader.report(
          user == null ? "EMAIL_PASSWORD" : "EMAIL_USERNAME",
          Severity.WARNING,
          "N12",
          "only one of EMAIL_USERNAME and EMAIL_PASSWORD is set; mail is sent without signing in",
          "set both, or none");
    }
    return new MailConfig.Smtp(
        known == null ? String.valueOf(host) : known.host(),
        known == null ? reader.integer("EMAIL_PORT", DEFAULT_PORT, 1, MAX_PORT) : known.port(),
        encryption,
        reader.text("EMAIL_ENCRYPTION_HOSTNAME"),
        reader.flag("EMAIL_ALLOW_SELFSIGNED", false, false),
        both ? user : null,
        both ? password : null,
        sender);
  }

  private @Nullable Known known(@Nullable String service) {
    if (service == null) {
      return null;
    }
    Known known = SERVICES.get(service.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", ""));
    if (known == null) {
      reader.report(
          "EMAIL_SERVICE",
          Severity.WARNING,
          "N12",
          "EMAIL_SERVICE names no mail provider that is known; EMAIL_HOST is used",
          "remove it and set EMAIL_HOST and EMAIL_PORT");
    }
    return known;
  }
}
