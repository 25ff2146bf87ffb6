package dev.klatch.prompt;

import dev.klatch.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL of the library of prompts. */
final class PromptStore {
  private static final String GROUP =
      "SELECT g.*, p.user_id AS p_user, p.number AS p_number, p.content AS p_content, p.type AS"
          + " p_type, p.created_at AS p_created, p.updated_at AS p_updated FROM prompt_group g JOIN"
          + " prompt p ON p.id = g.production_id";

  private final Database database;

  PromptStore(Database database) {
    this.database = database;
  }

  List<PromptGroup> list(Collection<String> groupIds, PromptListing listing) {
    StringBuilder sql = new StringBuilder(GROUP + " WHERE g.id IN (<ids>)");
    if (!listing.name().isEmpty()) {
      sql.append(" AND (LOWER(g.name) LIKE :name ESCAPE '!' OR g.command LIKE :name ESCAPE '!')");
    }
    if (listing.category() != null) {
      sql.append(" AND g.category = :category");
    }
    PromptListing.Position after = listing.after();
    if (after != null) {
      sql.append(" AND (g.updated_at < :at OR (g.updated_at = :at AND g.id < :id))");
    }
    sql.append(" ORDER BY g.updated_at DESC, g.id DESC LIMIT :limit");
    return database.read(
        handle -> {
          Query query = handle.createQuery(sql).bindList("ids", List.copyOf(groupIds));
          if (!listing.name().isEmpty()) {
            query.bind("name", "%" + escaped(listing.name().toLowerCase(Locale.ROOT)) + "%");
          }
          if (listing.category() != null) {
            query.bind("category", listing.category());
          }
          if (after != null) {
            query.bind("at", after.updatedAt()).bind("id", after.id());
          }
          return query.bind("limit", listing.limit()).map((row, context) -> group(row)).list();
        });
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  Optional<PromptGroup> find(Handle handle, String groupId) {
    return handle
        .createQuery(GROUP + " WHERE g.id = :id")
        .bind("id", groupId)
        .map((row, context) -> group(row))
        .findOne();
  }

  int count(Handle handle, String userId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM prompt_group WHERE user_id = :user")
        .bind("user", userId)
        .mapTo(Integer.class)
        .one();
  }

  /** Whether another group of the person has the command. */
  boolean isTaken(Handle handle, String userId, String command, @Nullable String groupId) {
    return handle
        .createQuery("SELECT id FROM prompt_group WHERE user_id = :user AND command = :command")
        .bind("user", userId)
        .bind("command", command)
        .mapTo(String.class)
        .findOne()
        .map(id -> !id.equals(groupId))
        .orElse(false);
  }

  void insert(Handle handle, PromptGroup group) {
    handle
        .createUpdate(
            "INSERT INTO prompt_group (id, user_id, author_name, name, oneliner, category, command,"
                + " production_id, uses, created_at, updated_at) VALUES (:id, :user, :author,"
                + " :name, :oneliner, :category, :command, :production, 0, :created, :updated)")
        .bind("id", group.id())
        .bind("user", group.userId())
        .bind("author", group.authorName())
        .bind("name", group.name())
        .bind("oneliner", group.oneliner())
        .bind("category", group.category())
        .bind("command", group.command())
        .bind("production", group.production().id())
        .bind("created", group.createdAt().toEpochMilli())
        .bind("updated", group.updatedAt().toEpochMilli())
        .execute();
    insert(handle, group.production());
  }

  void insert(Handle handle, Prompt prompt) {
    handle
        .createUpdate(
            "INSERT INTO prompt (id, group_id, user_id, number, content, type, created_at,"
                + " updated_at) VALUES (:id, :group, :user, :number, :content, :type, :created,"
                + " :updated)")
        .bind("id", prompt.id())
        .bind("group", prompt.groupId())
        .bind("user", prompt.userId())
        .bind("number", prompt.number())
        .bind("content", prompt.text())
        .bind("type", prompt.type())
        .bind("created", prompt.createdAt().toEpochMilli())
        .bind("updated", prompt.updatedAt().toEpochMilli())
        .execute();
  }

  /** Writes name, one-liner, category and command. */
  void update(Handle handle, PromptGroup group, Instant now) {
    handle
        .createUpdate(
            "UPDATE prompt_group SET name = :name, oneliner = :oneliner, category = :category,"
                + " command = :command, updated_at = :at WHERE id = :id")
        .bind("name", group.name())
        .bind("oneliner", group.oneliner())
        .bind("category", group.category())
        .bind("command", group.command())
        .bind("at", now.toEpochMilli())
        .bind("id", group.id())
        .execute();
  }

  void produce(Handle handle, String groupId, String promptId, Instant now) {
    handle.execute(
        "UPDATE prompt_group SET production_id = ?, updated_at = ? WHERE id = ?",
        promptId,
        now.toEpochMilli(),
        groupId);
  }

  /** Counts a use and tells the new count; 0 when the group is gone. */
  int use(Handle handle, String groupId) {
    handle.execute("UPDATE prompt_group SET uses = uses + 1 WHERE id = ?", groupId);
    return handle
        .createQuery("SELECT uses FROM prompt_group WHERE id = :id")
        .bind("id", groupId)
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }

  void deleteGroup(Handle handle, String groupId) {
    handle.execute("DELETE FROM prompt_group WHERE id = ?", groupId);
  }

  void deletePrompt(Handle handle, String promptId) {
    handle.execute("DELETE FROM prompt WHERE id = ?", promptId);
  }

  List<String> groupsOf(Handle handle, String userId) {
    return handle
        .createQuery("SELECT id FROM prompt_group WHERE user_id = :user")
        .bind("user", userId)
        .mapTo(String.class)
        .list();
  }

  Optional<Prompt> findPrompt(Handle handle, String promptId) {
    return handle
        .createQuery("SELECT * FROM prompt WHERE id = :id")
        .bind("id", promptId)
        .map((row, context) -> prompt(row))
        .findOne();
  }

  /** The newest first. */
  List<Prompt> versions(Handle handle, String groupId) {
    return handle
        .createQuery("SELECT * FROM prompt WHERE group_id = :id ORDER BY number DESC")
        .bind("id", groupId)
        .map((row, context) -> prompt(row))
        .list();
  }

  private static Prompt prompt(ResultSet row) throws SQLException {
    return new Prompt(
        row.getString("id"),
        row.getString("group_id"),
        row.getString("user_id"),
        row.getInt("number"),
        row.getString("content"),
        row.getString("type"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }

  private static PromptGroup group(ResultSet row) throws SQLException {
    Prompt production =
        new Prompt(
            row.getString("production_id"),
            row.getString("id"),
            row.getString("p_user"),
            row.getInt("p_number"),
            row.getString("p_content"),
            row.getString("p_type"),
            Instant.ofEpochMilli(row.getLong("p_created")),
            Instant.ofEpochMilli(row.getLong("p_updated")));
    return new PromptGroup(
        row.getString("id"),
        row.getString("user_id"),
        row.getString("author_name"),
        row.getString("name"),
        row.getString("oneliner"),
        row.getString("category"),
        row.getString("command"),
        production,
        row.getInt("uses"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")));
  }
}
