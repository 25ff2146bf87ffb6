package dev.klatch.wire;

import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;
import dev.klatch.httpclient.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows people the calls made for them. */
public final class WireRoutes {
  private final WireStore store;
  private final Runnable flush;

  /**
   * Routes over a store.
   *
   * @param flush stores what is recorded but still waiting, so that a list never lacks the call of
   *     the answer one is looking at
   */
  public WireRoutes(WireStore store, Runnable flush) {
    this.store = store;
    this.flush = flush;
  }

  /** Adds the routes. */
  public void register(Router router) {
    router.get("/api/klatch/wire", Access.USER, this::list);
    router.get("/api/klatch/wire/{id}", Access.USER, this::detail);
  }

  private void list(Exchange exchange) {
    flush.run();
    List<WireCall> calls =
        store.list(
            exchange.principal().id(),
            exchange.query("conversationId"),
            exchange.query("messageId"));
    exchange.reply(Map.of("calls", calls.stream().map(WireRoutes::json).toList()));
  }

  private void detail(Exchange exchange) {
    WireCall.Detail detail =
        store
            .find(exchange.pathParameter("id"))
            .filter(d -> isVisible(d.call(), exchange.principal()))
            .orElseThrow(
                () ->
                    AppException.notFound(
                        "There is no such call of yours. Records are removed after a while, and"
                            + " only the person whose call it was sees one."));
    Map<String, Object> body = json(detail.call());
    body.put("requestHeaders", pairs(detail.requestHeaders()));
    body.put("requestBody", detail.requestBody());
    body.put("responseHeaders", pairs(detail.responseHeaders()));
    body.put("responseBody", detail.responseBody());
    body.put("truncated", detail.call().truncated());
    exchange.reply(body);
  }

  /** The one ownership check: one's own calls; the server's own for administrators. */
  private static boolean isVisible(WireCall call, Principal principal) {
    return call.userId() == null ? principal.isAdmin() : call.userId().equals(principal.id());
  }

  private static List<List<String>> pairs(List<Header> headers) {
    return headers.stream().map(h -> List.of(h.name(), h.value())).toList();
  }

  private static Map<String, Object> json(WireCall call) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", call.id());
    json.put("purpose", call.purpose());
    json.put("attempt", call.attempt());
    json.put("endpoint", call.endpoint());
    json.put("model", call.model());
    json.put("method", call.method());
    json.put("url", call.url());
    putIfPresent(json, "status", call.status());
    json.put("startedAt", call.startedAt().toString());
    putIfPresent(json, "connectMs", call.connectMillis());
    putIfPresent(json, "firstByteMs", call.firstByteMillis());
    json.put("totalMs", call.totalMillis());
    putIfPresent(json, "usage", call.usage());
    putIfPresent(json, "error", call.error());
    putIfPresent(json, "conversationId", call.conversationId());
    putIfPresent(json, "messageId", call.messageId());
    return json;
  }

  private static void putIfPresent(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
