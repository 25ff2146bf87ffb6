package dev.klatch.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import javax.net.ssl.HostnameVerifier;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.jspecify.annotations.Nullable;

/** Sends mail by SMTP, one connection for each mail. */
public final class SmtpMailer implements Mailer {
  private static final String CONNECT_MILLIS = "10000";
  private static final String READ_MILLIS = "30000";

  private final MailConfig.Smtp config;
  private final Clock clock;
  private final Session session;

  public SmtpMailer(MailConfig.Smtp config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.session = Session.getInstance(properties(config), authenticator(config));
  }

  private static Properties properties(MailConfig.Smtp config) {
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", config.host());
    properties.put("mail.smtp.port", Integer.toString(config.port()));
    properties.put("mail.smtp.auth", Boolean.toString(config.user() != null));
    properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    properties.put("mail.smtp.timeout", READ_MILLIS);
    properties.put("mail.smtp.writetimeout", READ_MILLIS);
    switch (config.encryption()) {
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case OPPORTUNISTIC -> properties.put("mail.smtp.starttls.enable", "true");
    }
    String tlsName = config.tlsName();
    if (config.selfSigned()) {
      properties.put("mail.smtp.ssl.trust", "*");
      properties.put("mail.smtp.ssl.checkserveridentity", "false");
    } else if (tlsName != null) {
      HostnameVerifier usual = new DefaultHostnameVerifier();
      HostnameVerifier named = (host, tls) -> usual.verify(tlsName, tls);
      properties.put("mail.smtp.ssl.checkserveridentity", "false");
      properties.put("mail.smtp.ssl.hostnameverifier", named);
    } else {
      properties.put("mail.smtp.ssl.checkserveridentity", "true");
    }
    return properties;
  }

  private static @Nullable Authenticator authenticator(MailConfig.Smtp config) {
    String user = config.user();
    String password = config.password();
    if (user == null || password == null) {
      return null;
    }
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(user, password);
      }
    };
  }

  @Override
  public void send(Mail mail) throws MailException {
    try {
      Transport.send(message(mail));
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw new MailException(
          "The mail server " + config.host() + ":" + config.port() + " did not take a mail: " + e,
          e);
    }
  }

  private MimeMessage message(Mail mail) throws MessagingException, UnsupportedEncodingException {
    String charset = StandardCharsets.UTF_8.name();
    MimeMessage message = new MimeMessage(session);
    MailConfig.Sender sender = config.sender();
    message.setFrom(new InternetAddress(sender.address(), sender.name(), charset));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
    message.setSubject(mail.subject(), charset);
    message.setHeader(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    // Keeps holiday notices and the like from answering.
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), charset);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), charset, "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    return message;
  }
}
