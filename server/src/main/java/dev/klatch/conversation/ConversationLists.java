package dev.klatch.conversation;

import dev.klatch.conversation.ConversationListing.Sort;
import dev.klatch.sql.Database;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** SQL of lists of conversations. */
final class ConversationLists {
  private final Database database;

  ConversationLists(Database database) {
    this.database = database;
  }

  /** The rows asked for, at most as many as the limit. */
  List<Conversation> list(ConversationListing listing) {
    String sql = sql(listing);
    return database.read(
        handle -> {
          Query query =
              handle
                  .createQuery(sql)
                  .bind("user", listing.userId())
                  .bind("archived", listing.archived() ? 1 : 0)
                  .bind("limit", listing.limit());
          bind(query, listing);
          return query.map((row, context) -> ConversationStore.map(row)).list();
        });
  }

  private static String sql(ConversationListing listing) {
    StringBuilder sql = new StringBuilder(ConversationStore.SELECT);
    sql.append(" WHERE user_id = :user AND archived = :archived");
    sql.append(" AND deleted_at IS NULL AND temporary = 0");
    if (listing.pinned() != null) {
      sql.append(" AND pinned = ").append(listing.pinned() ? 1 : 0);
    }
    if (listing.titleSearch() != null) {
      // LOWER is quick but knows English alone on one of the engines, UPPER knows every script.
      String letters = isAscii(listing.titleSearch()) ? "LOWER" : "UPPER";
      sql.append(" AND ").append(letters).append("(title) LIKE ").append(letters);
      sql.append("(:search) ESCAPE '!'");
    }
    if (listing.among() != null) {
      sql.append(" AND id IN (<among>)");
    }
    if (!listing.tags().isEmpty()) {
      sql.append(
          " AND id IN (SELECT t.conversation_id FROM conversation_bookmark t JOIN bookmark g ON"
              + " g.id = t.bookmark_id WHERE g.user_id = :user AND g.tag IN (<tags>))");
    }
    if (ConversationListing.UNASSIGNED.equals(listing.projectId())) {
      sql.append(" AND project_id IS NULL");
    } else if (listing.projectId() != null) {
      sql.append(" AND project_id = :project");
    }
    return sql.append(ordered(listing)).toString();
  }

  private static String ordered(ConversationListing listing) {
    String key = listing.order().sort().sql();
    String beyond = listing.order().ascending() ? " > " : " < ";
    String direction = listing.order().ascending() ? " ASC" : " DESC";
    String bound = listing.order().sort() == Sort.TITLE ? "LOWER(:key)" : ":key";
    String from =
        listing.after() == null
            ? ""
            : " AND ("
                + key
                + beyond
                + bound
                + " OR ("
                + key
                + " = "
                + bound
                + " AND id"
                + beyond
                + ":after))";
    return from + " ORDER BY " + key + direction + ", id" + direction + " LIMIT :limit";
  }

  private static void bind(Query query, ConversationListing listing) {
    if (listing.titleSearch() != null) {
      query.bind("search", "%" + escapeLike(listing.titleSearch()) + "%");
    }
    if (listing.among() != null) {
      query.bindList("among", listing.among());
    }
    if (!listing.tags().isEmpty()) {
      query.bindList("tags", listing.tags());
    }
    if (listing.projectId() != null
        && !ConversationListing.UNASSIGNED.equals(listing.projectId())) {
      query.bind("project", listing.projectId());
    }
    Cursor after = listing.after();
    if (after != null) {
      query.bind("after", after.id());
      if (listing.order().sort() == Sort.TITLE) {
        query.bind("key", after.key());
      } else {
        query.bind("key", Long.parseLong(after.key()));
      }
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static String escapeLike(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
