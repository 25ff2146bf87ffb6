package dev.klatch.search;

import dev.klatch.sql.Database;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** SQL of the changes that the index has yet to learn, and of its state. */
final class SearchStore {
  private final Database database;

  SearchStore(Database database) {
    this.database = database;
  }

  /** A change; see the migration script for what the message's id says. */
  record Change(long seq, String conversationId, String messageId) {
    static final String TITLE = "";
    static final String TREE = "*";
  }

  /**
   * @param indexId of the index that belongs to this database; empty: none, one is to be made
   * @param applied number of the last change it has
   */
  record State(String indexId, long applied) {}

  State state() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT index_id, applied FROM search_state WHERE id = 1")
                .map((row, context) -> new State(row.getString(1), row.getLong(2)))
                .one());
  }

  /** The oldest changes. */
  List<Change> changes(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT seq, conversation_id, message_id FROM search_change ORDER BY seq LIMIT"
                        + " :limit")
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Change(row.getLong(1), row.getString(2), row.getString(3)))
                .list());
  }

  /** Ids of a person's conversations that have any of the bookmarks. */
  Set<String> tagged(String userId, List<String> tags) {
    return database.read(
        handle ->
            new HashSet<>(
                handle
                    .createQuery(
                        "SELECT DISTINCT t.conversation_id FROM conversation_bookmark t JOIN"
                            + " bookmark g ON g.id = t.bookmark_id WHERE g.user_id = :user AND"
                            + " g.tag IN (<tags>)")
                    .bind("user", userId)
                    .bindList("tags", tags)
                    .mapTo(String.class)
                    .list()));
  }

  boolean hasChange(long seq) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT 1 FROM search_change WHERE seq = :seq")
                .bind("seq", seq)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Forgets changes that are in the index now, and notes how far it is. */
  void applied(List<Change> changes, long last) {
    database.change(
        handle -> {
          handle
              .createUpdate("DELETE FROM search_change WHERE seq IN (<seqs>)")
              .bindList("seqs", changes.stream().map(Change::seq).toList())
              .execute();
          setState(handle, last);
        });
  }

  private static void setState(Handle handle, long last) {
    handle
        .createUpdate("UPDATE search_state SET applied = :last WHERE id = 1")
        .bind("last", last)
        .execute();
  }

  /** Names the index that belongs to this database; the empty name asks for a new one. */
  void setIndex(String indexId) {
    database.change(
        handle ->
            handle
                .createUpdate("UPDATE search_state SET index_id = :index WHERE id = 1")
                .bind("index", indexId)
                .execute());
  }
}
