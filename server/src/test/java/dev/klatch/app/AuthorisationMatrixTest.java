package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.http.Access;
import dev.klatch.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every route of the whole server, called by every kind of caller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationMatrixTest {
  private static final List<MatrixRow> ROWS = MatrixRow.read(file());

  @TempDir static Path folder;
  private Running shared;

  /** A server with its people. */
  private record Running(Application application, AuthorisationMatrix matrix)
      implements AutoCloseable {
    @Override
    public void close() {
      application.close();
    }
  }

  private static String file() {
    try (InputStream in =
        Objects.requireNonNull(
            AuthorisationMatrixTest.class.getResourceAsStream("/authorisation.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Running start(BiConsumer<Router, Path> more) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    Path data = Files.createTempDirectory(folder, "server");
    Map<String, String> variables = new HashMap<>();
    variables.put("HOST", "localhost");
    variables.put("PORT", "0");
    variables.put("KLATCH_DATA", data.toString());
    variables.put("KLATCH_SIMULATOR", "true");
    // A title that arrives late would look like a change by the caller.
    variables.put("TITLE_CONVO", "false");
    variables.put("ALLOW_SHARED_LINKS_PUBLIC", "true");
    variables.put("REGISTER_MAX", "1000");
    variables.put("LOGIN_MAX", "1000");
    variables.put("RESET_PASSWORD_MAX", "1000");
    variables.put("RESET_PASSWORD_SUBMISSION_MAX", "1000");
    variables.put("VERIFY_EMAIL_MAX", "1000");
    variables.put("VERIFY_EMAIL_SUBMISSION_MAX", "1000");
    variables.put("LIMIT_MESSAGE_IP", "false");
    variables.put("LIMIT_CONCURRENT_MESSAGES", "false");
    Application application =
        new Application(Settings.load(data, variables, "test"), Clock.systemUTC());
    more.accept(application.router(), data.resolve("klatch.db"));
    return new Running(application, new AuthorisationMatrix(application.start()));
  }

  @BeforeAll
  void startServer() throws IOException {
    shared = start((router, database) -> {});
  }

  @AfterAll
  void stopServer() {
    shared.close();
  }

  @Test
  void everyRouteHasARow() {
    assertEquals(List.of(), AuthorisationMatrix.uncovered(shared.application().router(), ROWS));
  }

  @TestFactory
  Stream<DynamicTest> everyCallerGetsWhatTheMatrixSays() {
    return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.toString(), () -> check(row)));
  }

  private void check(MatrixRow row) throws IOException {
    if (!row.alone()) {
      assertEquals(List.of(), shared.matrix().violations(row));
      return;
    }
    try (Running own = start((router, database) -> {})) {
      assertEquals(List.of(), own.matrix().violations(row));
    }
  }

  @Test
  void routesWithoutOwnershipCheckAreFound() throws IOException {
    List<MatrixRow> rows =
        MatrixRow.read(
            """
            401 404 200 404 401 GET /planted/read/{id=$conversation}
            401 404 200 404 401 POST /planted/leak/{id=$conversation}
            401 200 200 200 401 POST /planted/rename/{id=$conversation}
            """);
    try (Running running = start(AuthorisationMatrixTest::plant)) {
      AuthorisationMatrix matrix = running.matrix();
      assertTrue(
          AuthorisationMatrix.uncovered(running.application().router(), ROWS)
              .contains("GET /planted/read/{id} has no row in authorisation.tsv"));
      assertFinds(matrix.violations(rows.get(0)), "OTHER gets 200 instead of 404");
      assertFinds(matrix.violations(rows.get(1)), "OTHER was sent what is the owner's");
      assertFinds(matrix.violations(rows.get(2)), "OTHER changed what is the owner's");
    }
  }

  /** Routes as a developer who forgot the check would write them. */
  private static void plant(Router router, Path database) {
    router.get("/planted/read/{id}", Access.USER, exchange -> exchange.reply(Map.of()));
    router.post(
        "/planted/leak/{id}", Access.USER, exchange -> exchange.reply(404, MatrixFixtures.SECRET));
    router.post(
        "/planted/rename/{id}",
        Access.USER,
        exchange -> {
          rename(database, exchange.pathParameter("id"));
          exchange.reply(Map.of());
        });
  }

  private static void rename(Path database, String conversationId) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        PreparedStatement update =
            connection.prepareStatement("UPDATE conversation SET title = 'taken' WHERE id = ?")) {
      update.setString(1, conversationId);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void assertFinds(List<String> problems, String start) {
    assertTrue(problems.stream().anyMatch(p -> p.startsWith(start)), () -> problems.toString());
  }
}
