package dev.klatch.search;

import dev.klatch.conversation.ConversationScan;
import dev.klatch.sql.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.lucene.store.LockObtainFailedException;

/** Makes the index anew outside the server. */
public final class SearchRebuild {
  private SearchRebuild() {}

  /** What came of it. */
  public enum Outcome {
    /** The index is made. */
    MADE,
    /** A server has the index open; it makes it anew by itself within seconds. */
    LEFT_TO_SERVER
  }

  /**
   * Makes the index anew, or asks the server that has it open to.
   *
   * @throws IOException when the folder cannot be written
   */
  public static Outcome run(Database database, Path folder, Clock clock) throws IOException {
    SearchStore store = new SearchStore(database);
    store.setIndex("");
    try (SearchIndex index = Indexer.openUsable(folder, clock)) {
      new Indexer(store, new ConversationScan(database), folder, clock).rebuild(index);
      return Outcome.MADE;
    } catch (LockObtainFailedException e) {
      return Outcome.LEFT_TO_SERVER;
    }
  }
}
