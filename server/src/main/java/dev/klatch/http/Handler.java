package dev.klatch.http;

/** Answers one request. Runs on a virtual thread of its own and may block. */
@FunctionalInterface
public interface Handler {
  void handle(Exchange exchange) throws Exception;
}
