package dev.klatch.conversation;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's conversations to list, in which order, and from where.
 *
 * @param pinned only pinned ones, only others, or both when null
 * @param titleSearch part of the title; null: any
 * @param among lists only some, which must not be none; null: all
 * @param tags conversations with any of these bookmarks; empty: all
 * @param projectId of one project, {@link #UNASSIGNED} for those of none; null: all
 * @param after where the page before ended; null: from the beginning
 * @param limit rows at most
 */
public record ConversationListing(
    String userId,
    boolean archived,
    @Nullable Boolean pinned,
    @Nullable String titleSearch,
    @Nullable List<String> among,
    List<String> tags,
    @Nullable String projectId,
    Order order,
    @Nullable Cursor after,
    int limit) {
  /** Stands for the conversations that are in no project. */
  public static final String UNASSIGNED = "unassigned";

  public ConversationListing {
    tags = List.copyOf(tags);
  }

  /** What a list is sorted by. */
  public enum Sort {
    UPDATED("updatedAt", "updated_at"),
    CREATED("createdAt", "created_at"),
    ARCHIVED("archivedAt", "COALESCE(archived_at, 0)"),
    TITLE("title", "LOWER(title)");

    private final String wireName;
    private final String sql;

    Sort(String wireName, String sql) {
      this.wireName = wireName;
      this.sql = sql;
    }

    String sql() {
      return sql;
    }

    /** The sort of a name; an unknown or missing one sorts by the time of the last change. */
    static Sort of(@Nullable String name) {
      for (Sort sort : values()) {
        if (sort.wireName.equals(name)) {
          return sort;
        }
      }
      return UPDATED;
    }

    /** The value of a row that its place in the list comes from. */
    String key(Conversation c) {
      return switch (this) {
        case UPDATED -> String.valueOf(c.updatedAt().toEpochMilli());
        case CREATED -> String.valueOf(c.createdAt().toEpochMilli());
        case ARCHIVED -> String.valueOf(c.archivedAt() == null ? 0 : c.archivedAt().toEpochMilli());
        case TITLE -> c.title();
      };
    }
  }

  /** Sort and direction. */
  public record Order(Sort sort, boolean ascending) {
    /** Newest first. */
    public static final Order NEWEST = new Order(Sort.UPDATED, false);

    /** The order of the names of the wire contract; descending unless {@code asc} is asked for. */
    public static Order of(@Nullable String sortBy, @Nullable String direction) {
      return new Order(
          Sort.of(sortBy), direction != null && direction.toLowerCase(Locale.ROOT).equals("asc"));
    }

    /** Tells cursors of different orders apart. */
    String code() {
      return sort.name().charAt(0) + (ascending ? "+" : "-");
    }
  }

  ConversationListing limitedTo(int rows) {
    return new ConversationListing(
        userId, archived, pinned, titleSearch, among, tags, projectId, order, after, rows);
  }

  /** Where the page that ends in a row ends. */
  Cursor cursorAfter(Conversation last) {
    return new Cursor(order.sort().key(last), last.id());
  }
}
