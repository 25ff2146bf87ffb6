package dev.klatch.http;

import dev.klatch.sql.DatabaseException;
import dev.klatch.telemetry.RequestScope;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The listening server: finds the route, checks access, runs the handler, renders errors. The one
 * place where an exception becomes a reply.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HttpServer.class.getName());
  private static final String NONE = "";

  private final Router router;
  private final Authenticator authenticator;
  private final HttpLimits limits;
  private final Handler fallback;
  private @Nullable WebServer server;

  /**
   * @param fallback answers paths outside {@code /api} that no route matches (the web client)
   */
  public HttpServer(
      Router router, Authenticator authenticator, HttpLimits limits, Handler fallback) {
    this.router = router;
    this.authenticator = authenticator;
    this.limits = limits;
    this.fallback = fallback;
  }

  /**
   * Starts listening.
   *
   * @param port 0 picks a free one
   * @return the port listened on
   * @throws UncheckedIOException with a {@link BindException} when the address cannot be bound
   */
  public int start(String host, int port) {
    checkFree(host, port);
    WebServer started =
        WebServer.builder()
            .host(host)
            .port(port)
            .backlog(8192)
            .shutdownHook(false)
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(routing -> routing.any(this::serve))
            .build()
            .start();
    server = started;
    if (started.port() < 0) {
      throw new UncheckedIOException(
          new BindException("address already in use: " + host + ":" + port));
    }
    return started.port();
  }

  /** The server behind this one reports an address in use only to its own log. */
  private static void checkFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      BindException named =
          new BindException("address already in use or not of this machine: " + host + ":" + port);
      named.initCause(e);
      throw new UncheckedIOException(named);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
  }

  private void serve(ServerRequest request, ServerResponse response) {
    String requestId = RequestScope.newId();
    RequestScope.run(requestId, () -> serveInScope(request, response, requestId));
    if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      // The library answers "Connection: close" but then waits for another request; clients that
      // read to the end of the connection would wait with it.
      throw new CloseConnectionException("the client asked for it");
    }
  }

  private void serveInScope(ServerRequest request, ServerResponse response, String requestId) {
    response.headers().set(HeaderValues.create("X-Request-Id", requestId));
    response.headers().set(HeaderValues.create("X-Robots-Tag", "noindex"));
    response.headers().set(HeaderValues.create("X-Content-Type-Options", "nosniff"));
    Exchange exchange = new Exchange(request, response, Map.of(), requestId, limits);
    long started = System.nanoTime();
    try {
      exchange = dispatch(request, response, requestId, exchange);
    } catch (AppException e) {
      refuse(exchange, response, e);
    } catch (DatabaseException e) {
      int status = e.isDiskFull() ? 507 : 503;
      refuse(
          exchange,
          response,
          new AppException(status, "DATABASE", String.valueOf(e.getMessage()), e));
    } catch (Exception e) {
      fail(exchange, response, e);
    }
    long millis = (System.nanoTime() - started) / 1_000_000;
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(Level.DEBUG, "{0} {1} {2} ms", exchange.method(), exchange.path(), millis);
    }
  }

  private Exchange dispatch(
      ServerRequest request, ServerResponse response, String requestId, Exchange bare)
      throws Exception {
    Router.Match match = router.match(bare.method(), bare.path());
    if (match == null) {
      if (bare.path().startsWith("/api/") || bare.path().equals("/api")) {
        throw new AppException(404, "ENDPOINT_NOT_FOUND", "Endpoint not found");
      }
      fallback.handle(bare);
      return bare;
    }
    Exchange exchange = new Exchange(request, response, match.parameters(), requestId, limits);
    authorise(exchange, match.route().access());
    match.route().handler().handle(exchange);
    return exchange;
  }

  private void authorise(Exchange exchange, Access access) {
    if (access == Access.PUBLIC) {
      return;
    }
    if (access == Access.OPTIONAL) {
      exchange.principal(callerIfAny(exchange));
      return;
    }
    Principal principal = authenticator.authenticate(exchange);
    exchange.principal(principal);
    if (principal == null) {
      throw new AppException(
          401, "UNAUTHORIZED", "Not signed in, or the session has expired. Sign in again.");
    }
    if (access == Access.ADMIN && !principal.isAdmin()) {
      throw AppException.forbidden("Forbidden: only administrators may do this.");
    }
  }

  private @Nullable Principal callerIfAny(Exchange exchange) {
    try {
      return authenticator.authenticate(exchange);
    } catch (AppException e) {
      return null;
    }
  }

  private static void refuse(Exchange exchange, ServerResponse response, AppException e) {
    if (e.status() >= 500) {
      LOG.log(Level.ERROR, e.code() + ": " + e.getMessage(), e);
    }
    Long retryAfter = e.retryAfterSeconds();
    if (retryAfter != null) {
      response.headers().set(HeaderValues.create(HeaderNames.RETRY_AFTER, retryAfter.toString()));
    }
    String message = e.getMessage() == null ? NONE : e.getMessage();
    Map<String, Object> body = new LinkedHashMap<>();
    // Clients of the wire contract read `message` on some routes and `error` on others.
    body.put("message", message);
    body.put("error", message);
    body.put("code", e.code());
    body.put("requestId", exchange.requestId());
    body.putAll(e.fields());
    replyUnlessSent(exchange, response, e.status(), body);
  }

  private static void fail(Exchange exchange, ServerResponse response, Exception e) {
    if (isDisconnect(e)) {
      LOG.log(Level.DEBUG, "client went away: {0}", e.getMessage());
      return;
    }
    LOG.log(Level.ERROR, exchange.method() + " " + exchange.path() + " failed", e);
    String message =
        "The server failed to answer. Try again; if it happens again, give the administrator the"
            + " request id.";
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.put("error", message);
    body.put("code", "INTERNAL");
    body.put("requestId", exchange.requestId());
    replyUnlessSent(exchange, response, 500, body);
  }

  private static void replyUnlessSent(
      Exchange exchange, ServerResponse response, int status, Map<String, Object> body) {
    if (exchange.isReplied()) {
      return;
    }
    response.status(Status.create(status));
    try {
      exchange.reply(status, body);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "reply not delivered: {0}", e.getMessage());
    }
  }

  private static boolean isDisconnect(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SocketException || t instanceof UncheckedIOException) {
        return true;
      }
    }
    return false;
  }
}
