import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a user of a bench very many conversations, and one that is very long: an export file that is
 * made and sent to {@code POST /api/convos/import}.
 */
final class BigAccount {
  private static final String BOUNDARY = "klatch-bench-boundary";
  private static final String LONG_TITLE = "The long conversation";
  private static final Pattern ID = Pattern.compile("\"conversationId\"\\s*:\\s*\"([^\"]+)\"");
  private static final long START_OF_2025 = 1_735_689_600L;
  private static final String WORDS =
      "Some words of an answer that says what such answers say, with a bit of `code`, a **strong**"
          + " word and a list.\\n\\n- first\\n- second\\n\\nAnd a last sentence, so that it has a usual"
          + " length: number ";

  private final InetSocketAddress server;
  private final String accessToken;

  BigAccount(InetSocketAddress server, String accessToken) {
    this.server = server;
    this.accessToken = accessToken;
  }

  /** What was imported, how long it took and how large the file was. */
  record Filled(
      int conversations, int messages, double seconds, double megabytes, String longConversation) {}

  /** Imports {@code conversations} of four messages, and one of {@code longMessages}. */
  Filled fill(int conversations, int longMessages) throws IOException, InterruptedException {
    Path file = Files.createTempFile("klatch-bench-", ".json");
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      write(file, conversations, longMessages);
      long start = System.nanoTime();
      String reply = send(client, request("/api/convos/import")
          .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
          .POST(HttpRequest.BodyPublishers.ofFile(file)));
      double seconds = (System.nanoTime() - start) / 1e9;
      if (!reply.contains("imported successfully")) {
        throw new IOException("the import was not whole: " + reply);
      }
      String found = send(client, request("/api/convos?limit=1&title=The%20long").GET());
      Matcher id = ID.matcher(found);
      if (!id.find()) {
        throw new IOException("the long conversation is not listed: " + found);
      }
      int messages = conversations * 4 + longMessages;
      return new Filled(conversations + 1, messages, seconds, Files.size(file) / 1e6, id.group(1));
    } finally {
      Files.delete(file);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
        .header("Authorization", "Bearer " + accessToken)
        .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) klatch-bench");
  }

  private static String send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.uri() + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  /** The form with the file in it. */
  private static void write(Path file, int conversations, int longMessages) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"all.json\"\r\n"
          + "Content-Type: application/json\r\n\r\n[");
      conversation(out, LONG_TITLE, START_OF_2025, longMessages);
      for (int i = 0; i < conversations; i++) {
        out.write(",\n");
        String title = String.format(Locale.ROOT, "Notes on topic %05d", i);
        conversation(out, title, START_OF_2025 + 60L * i, 4);
      }
      out.write("]\r\n--" + BOUNDARY + "--\r\n");
    }
  }

  private static void conversation(BufferedWriter out, String title, long second, int messages)
      throws IOException {
    out.write("{\"title\":\"" + title + "\",\"endpoint\":\"Bench\",\"createdAt\":" + second * 1000
        + ",\"updatedAt\":" + (second + messages) * 1000 + ",\"options\":{\"model\":\"fast-200\"},\"messages\":[");
    for (int i = 0; i < messages; i++) {
      boolean question = i % 2 == 0;
      out.write((i == 0 ? "" : ",") + "{\"messageId\":\"m" + i + "\",\"parentMessageId\":"
          + (i == 0 ? "null" : "\"m" + (i - 1) + "\"")
          + ",\"isCreatedByUser\":" + question
          + ",\"sender\":\"" + (question ? "User" : "Bench")
          + "\",\"text\":\"" + (question ? "What about number " : WORDS) + i
          + "\",\"createdAt\":" + (second + i) * 1000 + "}");
    }
    out.write("]}");
  }
}
