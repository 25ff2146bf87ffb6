package dev.klatch.app;

/** Entry point of the server process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
