package dev.klatch.app;

import dev.klatch.app.MatrixRow.Caller;
import dev.klatch.app.MatrixRow.Expected;
import dev.klatch.http.Route;
import dev.klatch.http.Router;
import dev.klatch.testing.TestClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calls routes as each kind of caller over the socket and says where the matrix is not kept. */
final class AuthorisationMatrix {
  private static final String PASSWORD = "correct horse battery";

  private final int port;
  private final Map<Caller, TestClient> callers = new EnumMap<>(Caller.class);

  /** Registers the people on a server that has none yet; its first one is the administrator. */
  AuthorisationMatrix(int port) {
    this.port = port;
    callers.put(Caller.ADMIN, person("administrator"));
    callers.put(Caller.OWNER, person("owner"));
    callers.put(Caller.OTHER, person("other"));
    callers.put(Caller.ANONYMOUS, new TestClient(port));
    callers.put(Caller.VIEWER, new TestClient(port));
    // Something for lists to leak.
    new MatrixFixtures(client(Caller.OWNER)).fill("$conversation");
  }

  private TestClient person(String name) {
    TestClient client = new TestClient(port);
    String email = name + "@example.org";
    client.post(
        "/api/auth/register",
        Map.of("name", name, "email", email, "password", PASSWORD, "confirm_password", PASSWORD));
    TestClient.Reply reply =
        client.post("/api/auth/login", Map.of("email", email, "password", PASSWORD));
    return client.bearer(reply.json().get("token").asString());
  }

  private TestClient client(Caller caller) {
    TestClient client = callers.get(caller);
    if (client == null) {
      throw new IllegalStateException("no such caller");
    }
    return client;
  }

  /** Routes that only one of the two knows. */
  static List<String> uncovered(Router router, List<MatrixRow> rows) {
    Set<String> served = new TreeSet<>();
    for (Route route : router.routes()) {
      served.add(route.method() + " " + route.pattern());
    }
    Set<String> listed = rows.stream().map(MatrixRow::route).collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    served.stream()
        .filter(route -> !listed.contains(route))
        .forEach(route -> problems.add(route + " has no row in authorisation.tsv"));
    listed.stream()
        .filter(route -> !served.contains(route))
        .sorted()
        .forEach(route -> problems.add(route + " is in authorisation.tsv but is not served"));
    return problems;
  }

  /**
   * Calls a row's route as everyone: strangers first, then who is entitled, the owner last, as the
   * call may remove the object.
   */
  List<String> violations(MatrixRow row) {
    MatrixFixtures fixtures = new MatrixFixtures(client(Caller.OWNER));
    String target = fixtures.fill(row.target());
    String body = fixtures.fill(row.body());
    List<String> problems = new ArrayList<>();
    for (Caller caller : Caller.values()) {
      if (!entitled(row, caller)) {
        TestClient.Reply reply = call(row, caller, target, body, problems);
        if (reply.body().contains(MatrixFixtures.SECRET)) {
          problems.add(caller + " was sent what is the owner's: " + reply.body());
        }
        String changes = fixtures.changes();
        if (!changes.isEmpty()) {
          problems.add(caller + " changed what is the owner's: " + changes);
          return problems;
        }
      }
    }
    for (Caller caller : List.of(Caller.VIEWER, Caller.OTHER, Caller.ADMIN, Caller.OWNER)) {
      if (entitled(row, caller)) {
        call(row, caller, target, body, problems);
      }
    }
    return problems;
  }

  private static boolean entitled(MatrixRow row, Caller caller) {
    return caller == Caller.OWNER || expected(row, caller).entitled();
  }

  private static Expected expected(MatrixRow row, Caller caller) {
    Expected expected = row.expected().get(caller);
    if (expected == null) {
      throw new IllegalStateException("no cell for " + caller);
    }
    return expected;
  }

  private TestClient.Reply call(
      MatrixRow row, Caller caller, String target, String body, List<String> problems) {
    TestClient.Reply reply = client(caller).send(row.method(), target, body);
    int wanted = expected(row, caller).status();
    if (reply.status() != wanted) {
      problems.add(
          caller + " gets " + reply.status() + " instead of " + wanted + ": " + reply.body());
    }
    return reply;
  }
}
