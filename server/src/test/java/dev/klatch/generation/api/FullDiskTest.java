package dev.klatch.generation.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.conversation.Message;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import dev.klatch.sql.DatabaseException;
import dev.klatch.sql.Dialect;
import dev.klatch.testing.TestClient;
import dev.klatch.testing.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A disk that is full: told with cause and fix, and nothing is lost. */
class FullDiskTest {
  private static final String QUESTION =
      "{\"text\":\"Hello\",\"endpoint\":\"Fake\",\"model\":\"echo\",\"parentMessageId\":\""
          + Message.ROOT
          + "\"}";

  /** A database whose disk can be filled and emptied. */
  private static final class FillableDatabase implements Database {
    private final Database database;
    private volatile boolean full;

    FillableDatabase(Database database) {
      this.database = database;
    }

    @Override
    public <T> T read(Work<T> work) {
      return database.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
      if (full) {
        throw DatabaseException.diskFull(null);
      }
      return database.write(work);
    }

    @Override
    public Dialect dialect() {
      return database.dialect();
    }

    @Override
    public void close() {
      database.close();
    }
  }

  @Test
  void aMessageThatCannotBeSavedIsRefusedWithTheCause(@TempDir Path folder) throws Exception {
    try (FillableDatabase database = new FillableDatabase(TestDatabases.sqlite(folder));
        EngineHarness engine = new EngineHarness(database, folder.resolve("journal"))) {
      database.full = true;
      TestClient.Reply reply =
          engine.as(EngineHarness.ALICE).post("/api/agents/chat/Fake", QUESTION);
      assertEquals(507, reply.status());
      assertTrue(reply.json().get("message").stringValue().contains("full"), reply.body());
      assertTrue(reply.json().has("requestId"));
    }
  }

  @Test
  void anAnswerThatCannotBeSavedIsSavedLater(@TempDir Path folder) throws Exception {
    try (FillableDatabase database = new FillableDatabase(TestDatabases.sqlite(folder));
        EngineHarness engine = new EngineHarness(database, folder.resolve("journal"))) {
      JsonNode started =
          engine.as(EngineHarness.ALICE).post("/api/agents/chat/Fake", QUESTION).json();
      String id = started.get("conversationId").stringValue();
      try (StreamFollower reader = engine.follow(EngineHarness.ALICE, id, "")) {
        engine.model.text("precious");
        reader.textUntil("precious");
        database.full = true;
        engine.model.finish();
        List<JsonNode> frames = reader.toFinal();
        assertEquals("precious", lastText(frames.getLast()));
        assertTrue(frames.stream().anyMatch(f -> Json.write(f).contains("not_saved")));
      }
      database.full = false;
      engine.generation.housekeeping();
      JsonNode messages = engine.as(EngineHarness.ALICE).get("/api/messages/" + id).json();
      assertEquals("precious", messages.path(1).path("content").path(0).path("text").stringValue());
    }
  }

  private static String lastText(JsonNode frame) {
    return frame.path("responseMessage").path("content").path(0).path("text").stringValue();
  }
}
