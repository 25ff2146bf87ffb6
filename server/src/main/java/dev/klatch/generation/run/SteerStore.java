package dev.klatch.generation.run;

import dev.klatch.generation.journal.Steer;
import dev.klatch.sql.Database;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of waiting texts. Callers have checked that the conversation is the user's. */
final class SteerStore {
  private static final String SELECT =
      "SELECT id, client_id, text, created_at FROM steer WHERE conversation_id = :conversation";

  private final Database database;

  SteerStore(Database database) {
    this.database = database;
  }

  void insert(String conversationId, long epoch, Steer steer) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO steer (id, conversation_id, epoch, client_id, text, created_at)"
                        + " VALUES (:id, :conversation, :epoch, :client, :text, :at)")
                .bind("id", steer.id())
                .bind("conversation", conversationId)
                .bind("epoch", epoch)
                .bind("client", steer.clientId())
                .bind("text", steer.text())
                .bind("at", steer.at())
                .execute());
  }

  /**
   * What waits in a conversation, oldest first.
   *
   * @param epoch of one run, or null: of all
   */
  List<Steer> of(String conversationId, @Nullable Long epoch) {
    String condition = epoch == null ? "" : " AND epoch = " + epoch;
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + condition + " ORDER BY created_at, id")
                .bind("conversation", conversationId)
                .map(
                    (row, context) ->
                        new Steer(
                            row.getString("id"),
                            row.getString("client_id"),
                            row.getString("text"),
                            row.getLong("created_at")))
                .list());
  }

  Optional<Steer> find(String conversationId, String id) {
    return of(conversationId, null).stream().filter(steer -> steer.id().equals(id)).findFirst();
  }

  /** Removes one; false when it was not there. */
  boolean remove(Handle handle, String conversationId, String id) {
    return handle
            .createUpdate("DELETE FROM steer WHERE id = :id AND conversation_id = :conversation")
            .bind("id", id)
            .bind("conversation", conversationId)
            .execute()
        > 0;
  }

  /** The same in a transaction of its own. */
  boolean remove(String conversationId, String id) {
    return database.write(handle -> remove(handle, conversationId, id));
  }
}
