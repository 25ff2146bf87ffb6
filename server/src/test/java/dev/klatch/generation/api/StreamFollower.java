package dev.klatch.generation.api;

import dev.klatch.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Reads an event stream frame by frame, as a client does. */
final class StreamFollower implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final HttpURLConnection connection;
  private final int status;

  StreamFollower(int port, String user, String path) {
    try {
      connection =
          (HttpURLConnection)
              URI.create("http://localhost:" + port + path).toURL().openConnection();
      connection.setRequestProperty("X-User", user);
      connection.setReadTimeout(30_000);
      status = connection.getResponseCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (status == 200) {
      Thread.ofVirtual().start(this::read);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          frames.add(Json.parse(line.substring("data: ".length())));
        }
      }
    } catch (IOException e) {
      frames.add(Json.object().put("broken", String.valueOf(e.getMessage())));
    }
  }

  int status() {
    return status;
  }

  /** The next frame. */
  JsonNode next() throws InterruptedException {
    JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame came");
    }
    return frame;
  }

  /** Frames up to and including the final one. */
  List<JsonNode> toFinal() throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    do {
      all.add(next());
    } while (!all.getLast().has("final") && !all.getLast().has("error"));
    return all;
  }

  /** Waits for text to have arrived and returns it. */
  String textUntil(String end) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      text.append(textOf(next()));
    }
    return text.toString();
  }

  /** The visible text a frame carries. */
  static String textOf(JsonNode frame) {
    if (frame.has("sync")) {
      StringBuilder text = new StringBuilder();
      for (JsonNode part : frame.path("resumeState").path("aggregatedContent")) {
        text.append(Json.text(part, "text", ""));
      }
      return text.toString();
    }
    return "on_message_delta".equals(Json.text(frame, "event"))
        ? Json.text(frame.path("data").path("delta").path("content").path(0), "text", "")
        : "";
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
