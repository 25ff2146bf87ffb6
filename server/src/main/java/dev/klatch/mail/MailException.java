package dev.klatch.mail;

/** A mail was not taken; the message says by whom and why, without secrets. */
public final class MailException extends Exception {
  private static final long serialVersionUID = 1L;

  public MailException(String message, Throwable cause) {
    super(message, cause);
  }

  public MailException(String message) {
    super(message);
  }
}
