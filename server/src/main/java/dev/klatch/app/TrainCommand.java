package dev.klatch.app;

import dev.klatch.json.Json;
import dev.klatch.telemetry.Logs;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The command {@code train}: starts the server over a temporary folder and uses its main parts
 * once, so that the JVM can record which classes they need (the AOT cache of the build).
 */
final class TrainCommand {
  private static final String PASSWORD = "training-password";

  private TrainCommand() {}

  static int run(PrintStream out) {
    Logs.install(false, false);
    try {
      Path folder = Files.createTempDirectory("klatch-train");
      try {
        train(folder);
      } finally {
        remove(folder);
      }
      return 0;
    } catch (IOException e) {
      out.println("training failed: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void train(Path folder) throws IOException, InterruptedException {
    Map<String, String> variables =
        Map.of("PORT", "0", "HOST", "localhost", "KLATCH_DATA", folder.resolve("data").toString());
    Settings settings = Settings.load(folder, variables, Main.VERSION);
    try (Application application = new Application(settings, Clock.systemUTC());
        HttpClient http = HttpClient.newHttpClient()) {
      String base = "http://localhost:" + application.start();
      Caller caller = new Caller(http, base);
      caller.get("/health");
      caller.get("/");
      caller.post(
          "/api/auth/register",
          "{\"name\":\"Training\",\"email\":\"t@example.org\",\"password\":\""
              + PASSWORD
              + "\",\"confirm_password\":\""
              + PASSWORD
              + "\"}");
      String login =
          caller.post(
              "/api/auth/login", "{\"email\":\"t@example.org\",\"password\":\"" + PASSWORD + "\"}");
      caller.token = Json.text(Json.parse(login), "token", "");
      for (String path :
          new String[] {
            "/api/config",
            "/api/user",
            "/api/roles/USER",
            "/api/endpoints",
            "/api/models",
            "/api/convos"
          }) {
        caller.get(path);
      }
      JsonNode started =
          Json.parse(
              caller.post(
                  "/api/agents/chat/Simulator",
                  "{\"text\":\"Hello\",\"endpoint\":\"Simulator\",\"model\":\"sim-fast\"}"));
      String id = Json.text(started, "conversationId", "");
      caller.get("/api/agents/chat/stream/" + id);
      caller.get("/api/messages/" + id);
      caller.get("/api/convos/" + id);
    }
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path dir, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Calls the server; a refusal ends the training. */
  private static final class Caller {
    private final HttpClient http;
    private final String base;
    private String token = "";

    Caller(HttpClient http, String base) {
      this.http = http;
      this.base = base;
    }

    void get(String path) throws IOException, InterruptedException {
      String _ = send(request(path).GET().build());
    }

    String post(String path, String json) throws IOException, InterruptedException {
      return send(
          request(path)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build());
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(base + path))
          .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
      HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() >= 400) {
        throw new IOException(request.uri() + " answered " + reply.statusCode());
      }
      return reply.body();
    }
  }
}
