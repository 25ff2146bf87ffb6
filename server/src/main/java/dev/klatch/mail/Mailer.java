package dev.klatch.mail;

/** Sends mails. Safe for any number of threads; blocks until the next server has taken the mail. */
public interface Mailer {
  /**
   * Sends a mail.
   *
   * @throws MailException when the mail was not taken
   */
  void send(Mail mail) throws MailException;
}
