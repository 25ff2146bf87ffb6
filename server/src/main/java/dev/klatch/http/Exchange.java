package dev.klatch.http;

import dev.klatch.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One request and its reply. Belongs to the thread that handles it. */
public final class Exchange {
  private static final HeaderName FORWARDED_FOR = HeaderNames.create("X-Forwarded-For");
  private static final HeaderName FORWARDED_PROTO = HeaderNames.create("X-Forwarded-Proto");

  private final ServerRequest request;
  private final ServerResponse response;
  private final Map<String, String> pathParameters;
  private final String requestId;
  private final HttpLimits limits;
  private @Nullable Principal principal;

  Exchange(
      ServerRequest request,
      ServerResponse response,
      Map<String, String> pathParameters,
      String requestId,
      HttpLimits limits) {
    this.request = request;
    this.response = response;
    this.pathParameters = pathParameters;
    this.requestId = requestId;
    this.limits = limits;
  }

  public String method() {
    return request.prologue().method().text();
  }

  /** Path as received, without query. */
  public String path() {
    return request.path().rawPath();
  }

  /** Identifies this request in logs and error bodies. */
  public String requestId() {
    return requestId;
  }

  /** Decoded value of a path parameter of the route's pattern. */
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no path parameter " + name);
    }
    return value;
  }

  /** First value of a query parameter, or null when absent. */
  public @Nullable String query(String name) {
    return request.query().contains(name) ? request.query().get(name) : null;
  }

  /** All values of a query parameter; empty when absent. */
  public List<String> queryAll(String name) {
    return request.query().contains(name) ? request.query().all(name) : List.of();
  }

  /** First value of a header, or null. */
  public @Nullable String header(String name) {
    return request.headers().first(HeaderNames.create(name)).orElse(null);
  }

  /** Value of a cookie, or null. */
  public @Nullable String cookie(String name) {
    return request.headers().cookies().contains(name)
        ? request.headers().cookies().get(name)
        : null;
  }

  /**
   * The client's address: the last hop the configured number of trusted proxies reports, or the
   * peer of the connection.
   */
  public String clientAddress() {
    String peer = request.remotePeer().host();
    if (behindProxy()) {
      String forwarded = request.headers().first(FORWARDED_FOR).orElse(null);
      if (forwarded != null) {
        List<String> hops = List.of(forwarded.split(",", -1));
        String hop = hops.get(Math.max(0, hops.size() - limits.trustedProxies())).strip();
        return hop.isEmpty() ? peer : hop;
      }
    }
    return peer;
  }

  /**
   * Whether what the peer reports of others is believed: it is when proxies are expected and the
   * peer is on this machine or a private network, where proxies are. Anyone else could invent
   * addresses to get round the limits.
   */
  private boolean behindProxy() {
    if (limits.trustedProxies() == 0
        || !(request.remotePeer().address() instanceof InetSocketAddress peer)) {
      return false;
    }
    InetAddress address = peer.getAddress();
    boolean uniqueLocal =
        address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || uniqueLocal;
  }

  /** Whether the browser speaks https to us or to the trusted proxy in front. */
  public boolean isSecure() {
    if (request.isSecure()) {
      return true;
    }
    return behindProxy()
        && request
            .headers()
            .first(FORWARDED_PROTO)
            .map(v -> v.strip().equalsIgnoreCase("https"))
            .orElse(false);
  }

  /**
   * The body as a JSON value; an empty body is an empty object, as several clients send one.
   *
   * @throws AppException 400 for malformed JSON, 413 beyond the size limit
   */
  public JsonNode json() {
    return json(limits.maxJsonBytes());
  }

  private JsonNode json(int maxBytes) {
    byte[] body = body(maxBytes);
    if (body.length == 0) {
      return Json.object();
    }
    try {
      return Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new AppException(
              400,
              "INVALID_JSON",
              "The request body is malformed JSON"
                  + (e.getLocation() == null
                      ? ""
                      : " at line "
                          + e.getLocation().getLineNr()
                          + ", column "
                          + e.getLocation().getColumnNr())
                  + ". Send valid JSON.")
          .with("error", "Invalid JSON format");
    }
  }

  /**
   * The body as a JSON object.
   *
   * @throws AppException 400 when it is malformed or not an object, 413 beyond the size limit
   */
  public JsonNode jsonObject() {
    return jsonObject(limits.maxJsonBytes());
  }

  /** The same for a body of at most {@code maxBytes}. */
  public JsonNode jsonObject(int maxBytes) {
    JsonNode node = json(maxBytes);
    if (!node.isObject()) {
      throw AppException.badRequest("INVALID_JSON", "The request body must be a JSON object.");
    }
    return node;
  }

  /** The raw body, at most {@code maxBytes} long; more is refused with 413. */
  public byte[] body(int maxBytes) {
    long declared = request.headers().contentLength().orElse(-1);
    if (declared > maxBytes) {
      throw tooLarge(maxBytes);
    }
    if (declared == 0 || !request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      return body;
    } catch (IOException e) {
      throw new AppException(400, "BODY_UNREADABLE", "The request body broke off.", e);
    }
  }

  /**
   * The parts of a form with files, read as they arrive.
   *
   * @param maxBytes bound of the whole body
   * @throws AppException 415 when the body is no such form, 413 when its declared size is too large
   */
  public MultipartReader multipart(long maxBytes) {
    if (request.headers().contentLength().orElse(-1) > maxBytes) {
      throw MultipartReader.tooLarge(maxBytes);
    }
    return MultipartReader.of(request.content().inputStream(), header("Content-Type"), maxBytes);
  }

  private static AppException tooLarge(int maxBytes) {
    return new AppException(
        413,
        "BODY_TOO_LARGE",
        "The request body is larger than "
            + (maxBytes / 1024)
            + " KiB. Send less text at once, or attach it as a file.");
  }

  /** The signed-in caller of a route with access USER or ADMIN. */
  public Principal principal() {
    Principal caller = principal;
    if (caller == null) {
      throw new IllegalStateException("route without authentication asks for its principal");
    }
    return caller;
  }

  /** The caller of a route with access OPTIONAL, or null. */
  public @Nullable Principal principalOrNull() {
    return principal;
  }

  void principal(@Nullable Principal value) {
    this.principal = value;
  }

  /** Adds a reply header; call it before the reply is sent. */
  public void replyHeader(String name, String value) {
    response.headers().add(HeaderValues.create(name, value));
  }

  /** Adds a Set-Cookie header. */
  public void setCookie(String cookie) {
    response.headers().add(HeaderValues.create(HeaderNames.SET_COOKIE, cookie));
  }

  /** Replies 200 with JSON. */
  public void reply(@Nullable Object value) {
    reply(200, value);
  }

  /** Replies with a status and JSON. */
  public void reply(int status, @Nullable Object value) {
    replyBytes(status, "application/json; charset=utf-8", Json.writeBytes(value));
  }

  /** Replies with plain text, typed as the reference server types it. */
  public void replyText(int status, String text) {
    replyBytes(status, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Replies without a body. */
  public void replyEmpty(int status) {
    response.status(Status.create(status)).send();
  }

  /** Replies with bytes of a type. */
  public void replyBytes(int status, String contentType, byte[] body) {
    response.status(Status.create(status));
    response.headers().set(HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType));
    response.send(body);
  }

  /**
   * Starts a reply of a known size; the caller writes exactly so many bytes and closes the stream.
   */
  public OutputStream replyStream(int status, String contentType, long bytes) {
    response.status(Status.create(status));
    response.headers().set(HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType));
    response.headers().contentLength(bytes);
    return response.outputStream();
  }

  /**
   * Starts an event stream reply: headers that keep proxies from buffering, and the stream to write
   * frames to. One flush sends what was written.
   */
  public OutputStream eventStream() {
    response.status(Status.OK_200);
    response.headers().set(HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/event-stream"));
    response
        .headers()
        .set(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache, no-transform"));
    response.headers().set(HeaderValues.create("X-Accel-Buffering", "no"));
    response.headers().set(HeaderValues.create(HeaderNames.CONTENT_ENCODING, "identity"));
    return response.outputStream();
  }

  /**
   * Starts a reply that browsers save as a file. What is written is sent as it comes; close the
   * stream at the end.
   *
   * @param fileName plain ASCII without quotation marks
   */
  public OutputStream download(String contentType, String fileName) {
    response.status(Status.OK_200);
    response.headers().set(HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType));
    response.headers().set(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store"));
    response
        .headers()
        .set(
            HeaderValues.create(
                HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\""));
    return response.outputStream();
  }

  boolean isReplied() {
    return response.isSent();
  }
}
