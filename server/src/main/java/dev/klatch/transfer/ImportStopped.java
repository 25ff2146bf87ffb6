package dev.klatch.transfer;

/** Why the rest of a file is not read; its message is for the person who sent it. */
final class ImportStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImportStopped(String why) {
    super(why);
  }
}
