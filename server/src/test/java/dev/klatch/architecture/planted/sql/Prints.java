package dev.klatch.architecture.planted.sql;

/** Breaks: only app prints. */
final class Prints {
  void print() {
    System.out.println("planted");
  }
}
