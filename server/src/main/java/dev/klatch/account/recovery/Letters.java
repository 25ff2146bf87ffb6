package dev.klatch.account.recovery;

import dev.klatch.mail.Mail;
import dev.klatch.mail.MailException;
import dev.klatch.mail.Mailer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * The wording of mails, and their sending in the background: a caller that waited would tell by the
 * time it takes whether there was somebody to write to. No text that others wrote is in a mail, so
 * that nobody can have the server send theirs.
 */
final class Letters {
  private static final Logger LOG = System.getLogger(Letters.class.getName());

  private final Mailer mailer;
  private final String title;

  /**
   * @param title name of this installation
   */
  Letters(Mailer mailer, String title) {
    this.mailer = mailer;
    this.title = title;
  }

  void reset(String to, String link) {
    send(
        to,
        title + ": choose a new password",
        List.of(
            "Hello,",
            "somebody asked for a new password for your account at " + title + ".",
            "Open this link within 15 minutes to choose one:"),
        "Choose a new password",
        link,
        "If it was not you, do nothing: your password stays as it is.");
  }

  void verify(String to, String link) {
    send(
        to,
        title + ": confirm your e-mail address",
        List.of(
            "Hello,",
            "an account at " + title + " was made with this e-mail address.",
            "Open this link within 15 minutes to confirm that the address is yours:"),
        "Confirm the address",
        link,
        "If it was not you, do nothing: without this step nobody can use the account.");
  }

  void passwordChanged(String to, String link) {
    send(
        to,
        title + ": your password was changed",
        List.of(
            "Hello,",
            "the password of your account at "
                + title
                + " was changed a moment ago, and every"
                + " device was signed out."),
        "Sign in",
        link,
        "If it was not you, ask for a new password there at once, and tell your administrator.");
  }

  private void send(
      String to, String subject, List<String> lines, String action, String link, String end) {
    String text = String.join("\n\n", lines) + "\n\n" + link + "\n\n" + end + "\n";
    StringBuilder html = new StringBuilder("<!doctype html><html><body>");
    lines.forEach(line -> html.append("<p>").append(escape(line)).append("</p>"));
    html.append("<p><a href=\"").append(escape(link)).append("\">").append(escape(action));
    html.append("</a></p><p>").append(escape(end)).append("</p></body></html>");
    Mail mail = new Mail(to, subject, text, html.toString());
    Thread.ofVirtual().name("mail").start(() -> deliver(mail));
  }

  private void deliver(Mail mail) {
    try {
      mailer.send(mail);
    } catch (MailException e) {
      LOG.log(Level.ERROR, "a mail was not sent: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a mail was not sent", e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
