package dev.klatch.httpclient;

/** Makes HTTP calls: over the network, or within the process for simulated upstreams. */
@FunctionalInterface
public interface HttpTransport {
  /** Prepares a call; nothing is sent before {@link HttpCall#execute()}. */
  HttpCall newCall(OutboundRequest request, ExchangeObserver observer);
}
