package dev.klatch.provider.simulator;

import dev.klatch.httpclient.ExchangeObserver;
import dev.klatch.httpclient.HttpCall;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.httpclient.OutboundRequest;
import dev.klatch.provider.Waiter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Answers HTTP calls of the chat completions protocol within the process. */
public final class SimulatedTransport implements HttpTransport {
  private static final int MAX_REMEMBERED = 1_000;

  private final Waiter waiter;

  /** Requests that were refused once and will be served when repeated. */
  private final Set<Integer> refused =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
                  return size() > MAX_REMEMBERED;
                }
              }));

  /**
   * @param waiter lets the simulated latencies pass
   */
  public SimulatedTransport(Waiter waiter) {
    this.waiter = waiter;
  }

  @Override
  public HttpCall newCall(OutboundRequest request, ExchangeObserver observer) {
    return new SimulatedCall(request, observer, waiter, this::script);
  }

  private Script script(OutboundRequest request) {
    return request.body() == null
        ? Script.models()
        : new ScriptWriter(refused).write(request.body());
  }
}
