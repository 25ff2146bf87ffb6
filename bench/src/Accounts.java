import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Registers and logs in the users of a bench. */
final class Accounts {
  private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");

  private Accounts() {}

  /** Access tokens of {@code count} new users. */
  static List<String> create(InetSocketAddress server, int count)
      throws IOException, InterruptedException {
    List<String> tokens = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < count; i++) {
        String mail = "\"email\":\"bench" + i + "@example.com\",\"password\":\"bench-password-1\"";
        String more = ",\"confirm_password\":\"bench-password-1\",\"name\":\"Bench " + i + "\",\"username\":\"\"";
        post(client, server, "/api/auth/register", "{" + mail + more + "}");
        Matcher token = TOKEN.matcher(post(client, server, "/api/auth/login", "{" + mail + "}"));
        if (!token.find()) {
          throw new IOException("the login of user " + i + " gave no token");
        }
        tokens.add(token.group(1));
      }
    }
    return tokens;
  }

  private static String post(HttpClient client, InetSocketAddress server, String path, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) klatch-bench")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
