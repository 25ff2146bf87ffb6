package dev.klatch.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web client's files over a real socket. */
class StaticFilesTest {
  private static final String INDEX = "<!doctype html><title>Klatch</title>";

  @TempDir Path folder;

  private HttpServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    Path web = Files.createDirectories(folder.resolve("web"));
    Files.createDirectories(web.resolve("assets"));
    Files.createDirectories(web.resolve(".vite"));
    Files.writeString(folder.resolve("secret.txt"), "outside");
    Files.writeString(web.resolve(".vite/manifest.json"), "{}");
    Files.writeString(web.resolve("index.html"), INDEX);
    Files.writeString(web.resolve("assets/main-Ab12.js"), "plain()");
    Files.writeString(web.resolve("assets/main-Ab12.js.br"), "brotli bytes");
    Files.writeString(web.resolve("assets/main-Ab12.js.gz"), "gzip bytes");
    Files.writeString(web.resolve("assets/long-Cd34.css"), "a { color: red }\n".repeat(200));
    server = over(StaticSource.ofFolder(web));
    port = server.start("localhost", 0);
  }

  private static HttpServer over(StaticSource source) {
    Router router = new Router();
    router.get("/api/known", Access.PUBLIC, exchange -> exchange.reply("known"));
    return new HttpServer(router, exchange -> null, HttpLimits.defaults(), new StaticFiles(source));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestClient client() {
    return new TestClient(port);
  }

  @Test
  void pageAddressesAnswerTheIndexWithSecurityHeaders() {
    for (String path : new String[] {"/", "/login", "/c/new", "/c/some-id?x=1", "/index.html"}) {
      Reply reply = client().get(path);
      assertEquals(200, reply.status(), path);
      assertEquals(INDEX, reply.body());
      assertEquals("text/html; charset=utf-8", reply.header("Content-Type"));
      assertEquals("no-cache", reply.header("Cache-Control"));
      assertEquals(StaticFiles.CONTENT_SECURITY_POLICY, reply.header("Content-Security-Policy"));
      assertEquals("DENY", reply.header("X-Frame-Options"));
      assertEquals("same-origin", reply.header("Referrer-Policy"));
      assertEquals("nosniff", reply.header("X-Content-Type-Options"));
      assertFalse(reply.header("Permissions-Policy").isEmpty());
    }
  }

  @Test
  void indexIsNotSentAgainWhenUnchanged() {
    String etag = client().get("/").header("ETag");
    Reply reply = client().with("If-None-Match", "\"other\", W/" + etag).get("/c/new");

    assertEquals(304, reply.status());
    assertEquals("", reply.body());
    assertEquals(200, client().with("If-None-Match", "\"other\"").get("/").status());
  }

  @Test
  void assetsAreImmutableAndPrecompressed() {
    Reply plain = client().get("/assets/main-Ab12.js");
    assertEquals("plain()", plain.body());
    assertEquals("public, max-age=31536000, immutable", plain.header("Cache-Control"));
    assertEquals("text/javascript; charset=utf-8", plain.header("Content-Type"));
    assertEquals("Accept-Encoding", plain.header("Vary"));

    Reply brotli = client().with("Accept-Encoding", "gzip, br;q=0.9").get("/assets/main-Ab12.js");
    assertEquals("br", brotli.header("Content-Encoding"));
    assertEquals("brotli bytes", brotli.body());

    Reply gzip = client().with("Accept-Encoding", "gzip, br;q=0").get("/assets/main-Ab12.js");
    assertEquals("gzip", gzip.header("Content-Encoding"));
    assertEquals("gzip bytes", gzip.body());
  }

  @Test
  void textWithoutTwinsIsCompressedHere() {
    Reply reply = client().with("Accept-Encoding", "gzip, br").get("/assets/long-Cd34.css");
    assertEquals("gzip", reply.header("Content-Encoding"));
    assertTrue(Integer.parseInt(reply.header("Content-Length")) < 400);
  }

  @Test
  void unknownAssetsAndApiPathsAreNotThePage() {
    Reply asset = client().get("/assets/gone-Ef56.js");
    assertEquals(404, asset.status());
    assertFalse(asset.body().contains("<"));
    Reply api = client().get("/api/unknown");
    assertEquals(404, api.status());
    assertEquals("Endpoint not found", api.json().get("message").asString());
    assertEquals(404, client().post("/c/new", "{}").status());
    assertEquals("\"known\"", client().get("/api/known").body());
  }

  @Test
  void nothingOutsideTheFolderIsServed() throws IOException {
    for (String path :
        new String[] {
          "/../secret.txt",
          "/%2e%2e/secret.txt",
          "/..%2fsecret.txt",
          "/assets/../../secret.txt",
          "/.vite/manifest.json",
          "//secret.txt",
          "/..\\secret.txt",
          "/assets/main-Ab12.js%00.html"
        }) {
      String reply = raw(path);
      assertFalse(reply.contains("outside"), path);
      assertFalse(reply.endsWith("{}"), path);
    }
  }

  /** Sends a path as it is; clients of the library would tidy it first. */
  private String raw(String path) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
      Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
      assertTrue(length.find(), "a reply says how long it is");
      byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
      return head + new String(body, StandardCharsets.UTF_8);
    }
  }

  @Test
  void theConnectionIsClosedWhenTheClientAsksForIt() throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      String request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(reply.endsWith(INDEX), reply);
    }
  }

  @Test
  void headHasNoBody() {
    Reply reply = client().send("HEAD", "/", null);
    assertEquals(200, reply.status());
    assertEquals("", reply.body());
  }

  @Test
  void aClientThatIsNotBuiltIsExplained() {
    server.close();
    server = over(StaticSource.ofResources(getClass().getClassLoader(), "no-such-folder"));
    port = server.start("localhost", 0);

    Reply reply = client().get("/");
    assertEquals(200, reply.status());
    assertTrue(reply.body().contains("./klatch start"));
    assertEquals("no-store", reply.header("Cache-Control"));
  }
}
