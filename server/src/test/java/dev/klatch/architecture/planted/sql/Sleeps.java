package dev.klatch.architecture.planted.sql;

/** Breaks: nothing sleeps. */
final class Sleeps {
  void sleep() throws InterruptedException {
    Thread.sleep(1);
  }
}
