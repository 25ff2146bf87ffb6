package dev.klatch.wire;

import dev.klatch.httpclient.Header;
import dev.klatch.json.Json;
import dev.klatch.provider.TokenUsage;
import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** SQL of the wire record. */
public final class WireStore {
  private static final int MAX_LISTED = 500;

  private static final String CALL_COLUMNS =
      "id, user_id, conversation_id, message_id, purpose, attempt, endpoint, model, method, url,"
          + " status, started_at, connect_ms, first_byte_ms, total_ms, token_usage, error,"
          + " truncated";

  private static final String INSERT =
      "INSERT INTO wire_call ("
          + CALL_COLUMNS
          + ", size, request_headers, response_headers, request_body, response_body) VALUES (:id,"
          + " :user, :conversation, :message, :purpose, :attempt, :endpoint, :model, :method, :url,"
          + " :status, :started, :connect, :firstByte, :total, :usage, :error, :truncated, :size,"
          + " :requestHeaders, :responseHeaders, :requestBody, :responseBody)";

  private final Database database;

  public WireStore(Database database) {
    this.database = database;
  }

  void insert(List<WireCall.Stored> calls) {
    database.change(
        handle -> {
          try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
            calls.forEach(call -> bind(batch, call));
            batch.execute();
          }
        });
  }

  private static void bind(PreparedBatch batch, WireCall.Stored stored) {
    WireCall call = stored.call();
    TokenUsage usage = call.usage();
    batch
        .bind("id", call.id())
        .bind("user", call.userId())
        .bind("conversation", call.conversationId())
        .bind("message", call.messageId())
        .bind("purpose", call.purpose())
        .bind("attempt", call.attempt())
        .bind("endpoint", call.endpoint())
        .bind("model", call.model())
        .bind("method", call.method())
        .bind("url", call.url())
        .bind("status", call.status())
        .bind("started", call.startedAt().toEpochMilli())
        .bind("connect", call.connectMillis())
        .bind("firstByte", call.firstByteMillis())
        .bind("total", call.totalMillis())
        .bind("usage", usage == null ? null : Json.write(usage))
        .bind("error", call.error())
        .bind("truncated", call.truncated())
        .bind("size", stored.size())
        .bind("requestHeaders", write(stored.requestHeaders()))
        .bind("responseHeaders", write(stored.responseHeaders()))
        .bind("requestBody", stored.requestBody())
        .bind("responseBody", stored.responseBody())
        .add();
  }

  /**
   * Calls of one user, oldest first, at most 500.
   *
   * @param conversationId only those of this conversation, or null for any
   * @param messageId only those that made this answer, or null for any
   */
  public List<WireCall> list(
      String userId, @Nullable String conversationId, @Nullable String messageId) {
    String where =
        (conversationId == null ? "" : " AND conversation_id = :conversation")
            + (messageId == null ? "" : " AND message_id = :message");
    return database.read(
        handle -> {
          try (Query query =
              handle.createQuery(
                  "SELECT "
                      + CALL_COLUMNS
                      + " FROM wire_call WHERE user_id = :user"
                      + where
                      + " ORDER BY started_at, id LIMIT "
                      + MAX_LISTED)) {
            query.bind("user", userId);
            if (conversationId != null) {
              query.bind("conversation", conversationId);
            }
            if (messageId != null) {
              query.bind("message", messageId);
            }
            return query.map((row, context) -> call(row)).list();
          }
        });
  }

  /** A call with its bodies. */
  public Optional<WireCall.Detail> find(String id) {
    return database.read(
        handle -> {
          try (Query query =
              handle.createQuery(
                  "SELECT "
                      + CALL_COLUMNS
                      + ", request_headers, response_headers, request_body, response_body"
                      + " FROM wire_call WHERE id = :id")) {
            return query.bind("id", id).map((row, context) -> detail(row)).findOne();
          }
        });
  }

  /** Removes the calls of a conversation. */
  public void deleteConversation(String userId, String conversationId) {
    database.change(
        handle -> {
          var _ =
              handle.execute(
                  "DELETE FROM wire_call WHERE user_id = ? AND conversation_id = ?",
                  userId,
                  conversationId);
        });
  }

  void deleteUser(String userId) {
    database.change(handle -> handle.execute("DELETE FROM wire_call WHERE user_id = ?", userId));
  }

  /** Removes what is older than {@code before}, then the oldest until the rest fits. */
  void purge(Instant before, long maxBytes) {
    database.change(
        handle -> {
          var _ =
              handle.execute("DELETE FROM wire_call WHERE started_at < ?", before.toEpochMilli());
          long size = total(handle.createQuery("SELECT SUM(size) FROM wire_call"));
          if (size > maxBytes) {
            long excess = size - maxBytes;
            // The moment up to which the oldest calls together make up the excess.
            long until =
                total(
                    handle
                        .createQuery(
                            "SELECT MIN(started_at) FROM (SELECT started_at, SUM(size) OVER (ORDER"
                                + " BY started_at, id) AS running FROM wire_call) AS ages WHERE"
                                + " running >= :excess")
                        .bind("excess", excess));
            var _ = handle.execute("DELETE FROM wire_call WHERE started_at <= ?", until);
          }
        });
  }

  private static long total(Query query) {
    try (query) {
      return query.mapTo(Long.class).findOne().orElse(0L);
    }
  }

  private static WireCall.Detail detail(ResultSet row) throws SQLException {
    return new WireCall.Detail(
        call(row),
        read(row.getString("request_headers")),
        BodyCapture.read(row.getBytes("request_body")),
        read(row.getString("response_headers")),
        BodyCapture.read(row.getBytes("response_body")));
  }

  private static WireCall call(ResultSet row) throws SQLException {
    String usage = row.getString("token_usage");
    return new WireCall(
        row.getString("id"),
        row.getString("user_id"),
        row.getString("conversation_id"),
        row.getString("message_id"),
        row.getString("purpose"),
        row.getInt("attempt"),
        row.getString("endpoint"),
        row.getString("model"),
        row.getString("method"),
        row.getString("url"),
        number(row, "status"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        number(row, "connect_ms"),
        number(row, "first_byte_ms"),
        row.getInt("total_ms"),
        usage == null ? null : Json.MAPPER.readValue(usage, TokenUsage.class),
        row.getString("error"),
        row.getBoolean("truncated"));
  }

  private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  private static String write(List<Header> headers) {
    ArrayNode array = Json.array();
    headers.forEach(h -> array.addArray().add(h.name()).add(h.value()));
    return Json.write(array);
  }

  private static List<Header> read(String json) {
    List<Header> headers = new ArrayList<>();
    for (JsonNode pair : Json.parse(json)) {
      headers.add(new Header(pair.get(0).stringValue(), pair.get(1).stringValue()));
    }
    return headers;
  }
}
