package dev.klatch.share;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL of shared links. Changes name the owner; reading goes by the secret in the link. */
final class ShareStore {
  private static final String SELECT =
      "SELECT id, share_id, user_id, conversation_id, target_message_id, title, snapshot_files,"
          + " created_at, updated_at FROM share WHERE hidden = 0";

  private final Database database;

  ShareStore(Database database) {
    this.database = database;
  }

  /** Where a page of links ends. */
  record Position(String key, String id) {}

  /** Which links of a user to list. */
  record Listing(
      String userId,
      boolean byTitle,
      boolean ascending,
      @Nullable String search,
      @Nullable Position after,
      int limit) {}

  Optional<Share> byLink(String shareId) {
    return one(" AND share_id = :value", shareId);
  }

  Optional<Share> byConversation(String userId, String conversationId) {
    return one(" AND conversation_id = :value", conversationId)
        .filter(share -> share.userId().equals(userId));
  }

  private Optional<Share> one(String where, String value) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + where)
                .bind("value", value)
                .map((row, context) -> map(row))
                .findOne());
  }

  /** What viewers of a link see, as it was written. */
  String messages(String id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT messages FROM share WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("{}"));
  }

  List<Share> list(Listing listing) {
    String key = listing.byTitle() ? "LOWER(title)" : "created_at";
    String bound = listing.byTitle() ? "LOWER(:key)" : ":key";
    String beyond = listing.ascending() ? " > " : " < ";
    String direction = listing.ascending() ? " ASC" : " DESC";
    StringBuilder sql = new StringBuilder(SELECT).append(" AND user_id = :user");
    if (listing.search() != null) {
      sql.append(" AND LOWER(title) LIKE :search ESCAPE '!'");
    }
    if (listing.after() != null) {
      sql.append(" AND (" + key + beyond + bound + " OR (" + key + " = " + bound);
      sql.append(" AND id" + beyond + ":after))");
    }
    sql.append(" ORDER BY " + key + direction + ", id" + direction + " LIMIT :limit");
    return database.read(
        handle -> {
          Query query =
              handle
                  .createQuery(sql.toString())
                  .bind("user", listing.userId())
                  .bind("limit", listing.limit());
          bind(query, listing);
          return query.map((row, context) -> map(row)).list();
        });
  }

  private static void bind(Query query, Listing listing) {
    if (listing.search() != null) {
      String text = listing.search().toLowerCase(Locale.ROOT);
      String escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
      query.bind("search", "%" + escaped + "%");
    }
    Position after = listing.after();
    if (after != null) {
      query.bind("after", after.id());
      if (listing.byTitle()) {
        query.bind("key", after.key());
      } else {
        query.bind("key", Long.parseLong(after.key()));
      }
    }
  }

  void insert(Handle handle, Share share, String messages) {
    handle
        .createUpdate(
            "INSERT INTO share (id, share_id, user_id, conversation_id, target_message_id, title,"
                + " messages, snapshot_files, created_at, updated_at) VALUES (:id,"
                + " :share, :user, :conversation, :target, :title, :messages, :files,"
                + " :created, :updated)")
        .bind("id", share.id())
        .bind("share", share.shareId())
        .bind("user", share.userId())
        .bind("conversation", share.conversationId())
        .bind("target", share.targetMessageId())
        .bind("title", share.title())
        .bind("messages", messages)
        .bind("files", share.snapshotFiles() ? 1 : 0)
        .bind("created", share.createdAt().toEpochMilli())
        .bind("updated", share.updatedAt().toEpochMilli())
        .execute();
  }

  int delete(Handle handle, String userId, String id) {
    return handle.execute("DELETE FROM share WHERE id = ? AND user_id = ?", id, userId);
  }

  /** Links of a conversation, hidden ones too. */
  List<Share> ofConversation(Handle handle, String conversationId) {
    return handle
        .createQuery(SELECT.replace("hidden = 0", "conversation_id = :id"))
        .bind("id", conversationId)
        .map((row, context) -> map(row))
        .list();
  }

  /** Takes links out of everyone's sight, or brings them back. */
  void hide(Handle handle, String conversationId, boolean hidden) {
    handle.execute(
        "UPDATE share SET hidden = ? WHERE conversation_id = ?", hidden ? 1 : 0, conversationId);
  }

  private static Share map(ResultSet row) throws SQLException {
    return new Share(
        row.getString("id"),
        row.getString("share_id"),
        row.getString("user_id"),
        row.getString("conversation_id"),
        row.getString("target_message_id"),
        row.getString("title"),
        row.getInt("snapshot_files") == 1,
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
