package dev.klatch.architecture.planted.sql;

import java.util.concurrent.CompletableFuture;

/** Breaks: no futures in signatures. */
final class ReturnsAFuture {
  CompletableFuture<String> later() {
    return CompletableFuture.completedFuture("planted");
  }
}
