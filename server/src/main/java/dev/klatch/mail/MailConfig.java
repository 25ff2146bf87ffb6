package dev.klatch.mail;

import org.jspecify.annotations.Nullable;

/** How mail is sent. */
public sealed interface MailConfig {
  /** Address and name that mails come from. */
  record Sender(String address, String name) {}

  /** How the connection to an SMTP server is protected. */
  enum Encryption {
    /** STARTTLS where the server offers it. */
    OPPORTUNISTIC,
    /** STARTTLS, or no mail. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS
  }

  /**
   * An SMTP server.
   *
   * @param tlsName name the server's certificate must have; null: that of the host
   * @param selfSigned whether any certificate is believed
   * @param user to sign in as, or null for no sign-in
   * @param password of that user; null exactly when the user is
   */
  record Smtp(
      String host,
      int port,
      Encryption encryption,
      @Nullable String tlsName,
      boolean selfSigned,
      @Nullable String user,
      @Nullable String password,
      Sender sender)
      implements MailConfig {
    /** Never shows the password. */
    @Override
    public String toString() {
      return "Smtp[" + host + ":" + port + "]";
    }
  }

  /**
   * Mailgun's HTTP interface.
   *
   * @param host its address, such as {@code https://api.mailgun.net}
   * @param domain sending domain
   */
  record Mailgun(String host, String domain, String apiKey, Sender sender) implements MailConfig {
    /** Never shows the key. */
    @Override
    public String toString() {
      return "Mailgun[" + domain + "]";
    }
  }

  Sender sender();
}
