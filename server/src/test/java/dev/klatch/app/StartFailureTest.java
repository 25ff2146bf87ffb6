package dev.klatch.app;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.http.HttpLimits;
import dev.klatch.http.HttpServer;
import dev.klatch.http.Router;
import dev.klatch.sql.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read when the server does not start. */
class StartFailureTest {
  private static HttpServer server() {
    return new HttpServer(
        new Router(),
        exchange -> null,
        HttpLimits.defaults(),
        exchange -> exchange.replyText(404, ""));
  }

  @Test
  void aPortInUseNamesThePortAndTheFix() {
    try (HttpServer first = server();
        HttpServer second = server()) {
      int port = first.start("localhost", 0);
      UncheckedIOException e =
          assertThrows(UncheckedIOException.class, () -> second.start("localhost", port));
      String told = StartFailure.explain(e);
      assertTrue(told.contains(Integer.toString(port)), told);
      assertTrue(told.contains("set another PORT"), told);
    }
  }

  @Test
  void aDatabaseThatIsNoneSaysWhichFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("klatch.db");
    Files.writeString(file, "this is not a database, but it is long enough to be looked at as one");
    RuntimeException e =
        assertThrows(
            RuntimeException.class, () -> Migrations.openSqlite(file, Clock.systemUTC()).close());
    assertTrue(StartFailure.explain(e).contains("klatch.db"), StartFailure.explain(e));
  }
}
