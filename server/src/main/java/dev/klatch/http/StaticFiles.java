package dev.klatch.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the web client: hashed assets for ever, everything else only after asking again, and
 * {@code index.html} for every page address, because the client has its own router. Sends the
 * security headers of the page. Never answers under {@code /api}.
 */
public final class StaticFiles implements Handler {
  /** What the page may load and do. Also held by the client's own tests. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' data: blob: https:; connect-src 'self'; font-src 'self';"
          + " object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

  private static final String INDEX = "index.html";
  private static final String ASSETS = "assets/";
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@~][A-Za-z0-9_@~.+-]*");

  private static final String NOT_BUILT =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Klatch</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"></head>
      <body style="font-family: system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; \
      padding: 0 1rem; line-height: 1.5">
      <h1>The server runs; the web client is not built</h1>
      <p>Start with <code>./klatch start</code>, which builds it first, or run
      <code>npm ci &amp;&amp; npm run build</code> in the folder <code>web</code> and reload this
      page.</p>
      </body>
      </html>
      """;

  private final StaticSource source;

  public StaticFiles(StaticSource source) {
    this.source = source;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      throw new AppException(404, "ENDPOINT_NOT_FOUND", "Endpoint not found");
    }
    secure(exchange);
    String path = exchange.path().substring(1);
    StaticSource.@Nullable Asset asset = isSafe(path) ? source.find(path) : null;
    if (asset != null && !path.equals(INDEX)) {
      send(exchange, path, asset);
    } else if (path.startsWith(ASSETS)) {
      // A page of an older build asks for its own scripts; a page instead would only confuse it.
      throw AppException.notFound("This file belongs to another version of the client. Reload.");
    } else {
      sendIndex(exchange);
    }
  }

  private void sendIndex(Exchange exchange) throws IOException {
    StaticSource.@Nullable Asset index = source.find(INDEX);
    if (index == null) {
      exchange.replyHeader("Cache-Control", "no-store");
      exchange.replyBytes(
          200, "text/html; charset=utf-8", NOT_BUILT.getBytes(StandardCharsets.UTF_8));
    } else {
      send(exchange, INDEX, index);
    }
  }

  private static void send(Exchange exchange, String path, StaticSource.Asset asset) {
    boolean immutable = path.startsWith(ASSETS);
    exchange.replyHeader(
        "Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
    exchange.replyHeader("ETag", asset.etag());
    if (asset.brotli() != null || asset.gzip() != null) {
      exchange.replyHeader("Vary", "Accept-Encoding");
    }
    if (matches(exchange.header("If-None-Match"), asset.etag())) {
      exchange.replyEmpty(304);
      return;
    }
    byte[] body = asset.plain();
    String accepted = exchange.header("Accept-Encoding");
    if (asset.brotli() != null && accepts(accepted, "br")) {
      exchange.replyHeader("Content-Encoding", "br");
      body = asset.brotli();
    } else if (asset.gzip() != null && accepts(accepted, "gzip")) {
      exchange.replyHeader("Content-Encoding", "gzip");
      body = asset.gzip();
    }
    exchange.replyBytes(200, contentType(path), body);
  }

  private static void secure(Exchange exchange) {
    exchange.replyHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    exchange.replyHeader("X-Frame-Options", "DENY");
    exchange.replyHeader("Referrer-Policy", "same-origin");
    exchange.replyHeader(
        "Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)");
  }

  /** Only plain names: no dot files, no escapes, no way up. */
  private static boolean isSafe(String path) {
    for (String segment : path.split("/", -1)) {
      if (!SAFE.matcher(segment).matches()) {
        return false;
      }
    }
    return true;
  }

  /** Whether an encoding is named, and not with quality 0. */
  private static boolean accepts(@Nullable String header, String encoding) {
    if (header == null) {
      return false;
    }
    for (String part : header.split(",", -1)) {
      String[] pieces = part.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", 2);
      if (pieces[0].equals(encoding)) {
        return pieces.length < 2 || !pieces[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static boolean matches(@Nullable String ifNoneMatch, String etag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String tag : ifNoneMatch.split(",", -1)) {
      String bare = tag.strip();
      if (bare.equals("*") || bare.equals(etag) || bare.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }

  private static String contentType(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (extension) {
      case "html" -> "text/html; charset=utf-8";
      case "js", "mjs" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "json", "map" -> "application/json; charset=utf-8";
      case "webmanifest" -> "application/manifest+json; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      case "webp" -> "image/webp";
      case "ico" -> "image/x-icon";
      case "woff2" -> "font/woff2";
      case "woff" -> "font/woff";
      case "ttf" -> "font/ttf";
      case "wasm" -> "application/wasm";
      case "txt" -> "text/plain; charset=utf-8";
      default -> "application/octet-stream";
    };
  }
}
