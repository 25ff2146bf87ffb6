package dev.klatch.mail;

/**
 * A mail to one person.
 *
 * @param to address of the person
 * @param text the plain form
 * @param html the same for programs that show HTML
 */
public record Mail(String to, String subject, String text, String html) {
  public Mail {
    if (breaksLine(to) || breaksLine(subject)) {
      throw new IllegalArgumentException("an address or a subject is one line");
    }
  }

  private static boolean breaksLine(String text) {
    return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
  }

  /** Never shows the text, which may hold a link that opens an account. */
  @Override
  public String toString() {
    return "Mail[" + subject + "]";
  }
}
