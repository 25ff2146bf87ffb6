package dev.klatch.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A small object store on a real socket. It refuses what is not signed with its key, computing the
 * signature by itself from what arrived.
 */
public final class S3Stub implements AutoCloseable {
  public static final String KEY = "TESTKEY";
  public static final String SECRET = "test-secret-0123456789";
  public static final String REGION = "eu-test-1";
  public static final String BUCKET = "bucket";

  private final HttpServer server;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  public S3Stub() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Keys of what is stored. */
  public List<String> keys() {
    return objects.keySet().stream().sorted().toList();
  }

  /** How many uploads in parts are neither finished nor given up. */
  public int openUploads() {
    return uploads.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      if (!isSigned(exchange, body)) {
        reply(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
      } else {
        serve(exchange, body);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String prefix = "/" + BUCKET + "/";
    if (!path.startsWith(prefix)) {
      reply(exchange, 404, "<Error><Code>NoSuchBucket</Code></Error>");
      return;
    }
    String key = path.substring(prefix.length());
    Map<String, String> query = query(exchange);
    String upload = query.get("uploadId");
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        if (upload == null) {
          objects.put(key, body);
        } else {
          parts(upload).put(Integer.parseInt(query.getOrDefault("partNumber", "")), body);
        }
        exchange.getResponseHeaders().set("ETag", "\"" + hex(sha256(body)) + "\"");
        reply(exchange, 200, "");
      }
      case "POST" -> post(exchange, key, query, new String(body, StandardCharsets.UTF_8));
      case "DELETE" -> {
        if (upload == null) {
          objects.remove(key);
        } else {
          uploads.remove(upload);
        }
        reply(exchange, 204, "");
      }
      default -> {
        byte[] content = objects.get(key);
        if (content == null) {
          reply(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
        } else {
          exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        }
      }
    }
  }

  private void post(HttpExchange exchange, String key, Map<String, String> query, String body)
      throws IOException {
    if (query.containsKey("uploads")) {
      String id = "upload/" + numbers.incrementAndGet() + "==";
      uploads.put(id, new TreeMap<>());
      reply(exchange, 200, "<R><UploadId>" + id + "</UploadId></R>");
      return;
    }
    String upload = query.getOrDefault("uploadId", "");
    Map<Integer, byte[]> parts = parts(upload);
    uploads.remove(upload);
    int total = 0;
    for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
      if (!body.contains("<PartNumber>" + part.getKey() + "</PartNumber>")
          || !body.contains(hex(sha256(part.getValue())))) {
        reply(exchange, 200, "<Error><Code>InvalidPart</Code></Error>");
        return;
      }
      total += part.getValue().length;
    }
    byte[] whole = new byte[total];
    int at = 0;
    for (byte[] part : parts.values()) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    objects.put(key, whole);
    reply(exchange, 200, "<CompleteMultipartUploadResult/>");
  }

  private Map<Integer, byte[]> parts(String upload) {
    Map<Integer, byte[]> parts = uploads.get(upload);
    if (parts == null) {
      throw new IllegalStateException("no upload " + upload);
    }
    return parts;
  }

  private static boolean isSigned(HttpExchange exchange, byte[] body)
      throws GeneralSecurityException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String time = exchange.getRequestHeaders().getFirst("x-amz-date");
    if (authorization == null || time == null) {
      return false;
    }
    String date = time.substring(0, 8);
    String scope = date + "/" + REGION + "/s3/aws4_request";
    String names = authorization.replaceFirst(".*SignedHeaders=([^,]+).*", "$1");
    StringBuilder canonical = new StringBuilder(exchange.getRequestMethod()).append('\n');
    canonical.append(exchange.getRequestURI().getRawPath()).append('\n');
    canonical.append(canonicalQuery(exchange)).append('\n');
    for (String name : names.split(";", -1)) {
      String value = exchange.getRequestHeaders().getFirst(name);
      canonical.append(name).append(':').append(value).append('\n');
    }
    canonical.append('\n').append(names).append('\n').append(hex(sha256(body)));
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + time
            + "\n"
            + scope
            + "\n"
            + hex(sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    byte[] key = hmac(("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8), date);
    for (String step : List.of(REGION, "s3", "aws4_request")) {
      key = hmac(key, step);
    }
    return authorization.contains("Credential=" + KEY + "/" + scope)
        && names.contains("host")
        && authorization.endsWith("Signature=" + hex(hmac(key, toSign)));
  }

  private static String canonicalQuery(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw == null) {
      return "";
    }
    List<String> pairs = new ArrayList<>(List.of(raw.split("&", -1)));
    pairs.replaceAll(pair -> pair.contains("=") ? pair : pair + "=");
    pairs.sort(null);
    return String.join("&", pairs);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> values = new TreeMap<>();
    String query = exchange.getRequestURI().getQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return values;
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
