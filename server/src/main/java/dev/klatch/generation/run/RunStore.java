package dev.klatch.generation.run;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of runs. */
final class RunStore {
  private static final String COLUMNS =
      "id, user_id, conversation_id, epoch, client_request_id, user_message_id, answer_message_id,"
          + " request, status";

  private final Database database;

  RunStore(Database database) {
    this.database = database;
  }

  /**
   * A run as stored.
   *
   * @param request what the answer needs to be saved without the live run: endpoint, model, sender,
   *     prefix
   */
  record Row(
      UUID id,
      String userId,
      String conversationId,
      long epoch,
      @Nullable String clientRequestId,
      String userMessageId,
      String answerMessageId,
      String request,
      String status) {}

  void insert(Handle handle, Row row, long at) {
    handle
        .createUpdate(
            "INSERT INTO run ("
                + COLUMNS
                + ", created_at) VALUES (:id, :user, :conversation, :epoch, :clientRequest,"
                + " :userMessage, :answer, :request, :status, :at)")
        .bind("id", row.id().toString())
        .bind("user", row.userId())
        .bind("conversation", row.conversationId())
        .bind("epoch", row.epoch())
        .bind("clientRequest", row.clientRequestId())
        .bind("userMessage", row.userMessageId())
        .bind("answer", row.answerMessageId())
        .bind("request", row.request())
        .bind("status", row.status())
        .bind("at", at)
        .execute();
  }

  Optional<Row> findByRequest(String userId, String clientRequestId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM run WHERE user_id = :user AND client_request_id = :request")
                .bind("user", userId)
                .bind("request", clientRequestId)
                .map((row, context) -> map(row))
                .findOne());
  }

  /** The run of a user's conversation that began at an epoch. */
  Optional<Row> find(String userId, String conversationId, long epoch) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM run WHERE conversation_id = :conversation AND epoch = :epoch AND"
                        + " user_id = :user")
                .bind("conversation", conversationId)
                .bind("epoch", epoch)
                .bind("user", userId)
                .map((row, context) -> map(row))
                .findOne());
  }

  /** The same outside a larger transaction. */
  long lastEpoch(String conversationId) {
    return database.read(handle -> lastEpoch(handle, conversationId));
  }

  /** The highest epoch a conversation had, or 0. */
  long lastEpoch(Handle handle, String conversationId) {
    return handle
        .createQuery("SELECT COALESCE(MAX(epoch), 0) FROM run WHERE conversation_id = :id")
        .bind("id", conversationId)
        .mapTo(Long.class)
        .one();
  }

  /** Runs that an earlier process left behind. */
  List<Row> running() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT " + COLUMNS + " FROM run WHERE status = 'running'")
                .map((row, context) -> map(row))
                .list());
  }

  void end(Handle handle, UUID id, String status, long at) {
    handle
        .createUpdate("UPDATE run SET status = :status, finished_at = :at WHERE id = :id")
        .bind("status", status)
        .bind("at", at)
        .bind("id", id.toString())
        .execute();
  }

  /** The same outside a larger transaction. */
  void end(UUID id, String status, long at) {
    database.change(handle -> end(handle, id, status, at));
  }

  /** Removes rows of runs that ended before a time: they only serve idempotency. */
  void purge(long endedBefore) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM run WHERE finished_at IS NOT NULL AND finished_at < :before")
                .bind("before", endedBefore)
                .execute());
  }

  void deleteAll(String userId) {
    database.change(handle -> handle.execute("DELETE FROM run WHERE user_id = ?", userId));
  }

  private static Row map(ResultSet row) throws SQLException {
    return new Row(
        UUID.fromString(row.getString("id")),
        row.getString("user_id"),
        row.getString("conversation_id"),
        row.getLong("epoch"),
        row.getString("client_request_id"),
        row.getString("user_message_id"),
        row.getString("answer_message_id"),
        row.getString("request"),
        row.getString("status"));
  }
}
