package dev.klatch.testing;

import dev.klatch.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plain HTTP client of one server that sends what it is told and keeps cookies when asked. */
public final class TestClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final Map<String, String> headers = new LinkedHashMap<>();

  public TestClient(int port) {
    this.base = "http://localhost:" + port;
  }

  /** A reply, its body as text. */
  public record Reply(int status, String body, java.net.http.HttpHeaders headers) {
    public JsonNode json() {
      return Json.parse(body);
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    public List<String> cookies() {
      return headers.allValues("set-cookie");
    }

    /** Value of a cookie the reply sets; empty when it sets none or clears it. */
    public String cookie(String name) {
      return cookies().stream()
          .filter(cookie -> cookie.startsWith(name + "="))
          .map(cookie -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
          .findFirst()
          .orElse("");
    }
  }

  /** Sends a header with every request; null stops sending it. */
  public TestClient with(String name, @Nullable String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  /** Sends an access token with every request. */
  public TestClient bearer(@Nullable String token) {
    return with("Authorization", token == null ? null : "Bearer " + token);
  }

  public Reply get(String path) {
    return send("GET", path, null);
  }

  public Reply post(String path, @Nullable Object body) {
    return send("POST", path, body);
  }

  public Reply put(String path, @Nullable Object body) {
    return send("PUT", path, body);
  }

  /** Sends a form with one file in the field "file". */
  public Reply upload(String path, String fileName, byte[] content) {
    byte[] body = Multipart.file("file", fileName, "application/octet-stream", content);
    return send("POST", path, Multipart.TYPE, BodyPublishers.ofByteArray(body));
  }

  /** Sends a form with a file, whose name is sent as it is. */
  public Reply upload(String path, Map<String, String> fields, String fileName, byte[] content) {
    String line = "--form\r\nContent-Disposition: form-data; name=\"";
    StringBuilder head = new StringBuilder();
    fields.forEach(
        (name, value) -> head.append(line).append(name).append("\"\r\n\r\n" + value + "\r\n"));
    head.append(line).append("file\"; filename=\"").append(fileName).append("\"\r\n\r\n");
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    headers.forEach(request::header);
    request
        .header("Content-Type", "multipart/form-data; boundary=form")
        .POST(
            BodyPublishers.concat(
                BodyPublishers.ofString(head.toString()),
                BodyPublishers.ofByteArray(content),
                BodyPublishers.ofString("\r\n--form--\r\n")));
    return exchange(request.build());
  }

  /** The body of a reply to GET, as bytes. */
  public byte[] bytes(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request; a body that is not text is written as JSON. */
  public Reply send(String method, String path, @Nullable Object body) {
    String text = body instanceof String given ? given : body == null ? "" : Json.write(body);
    return send(
        method,
        path,
        "application/json",
        text.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
  }

  private Reply send(String method, String path, String type, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    headers.forEach(request::header);
    request.header("Content-Type", type).method(method, body);
    return exchange(request.build());
  }

  private static Reply exchange(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
