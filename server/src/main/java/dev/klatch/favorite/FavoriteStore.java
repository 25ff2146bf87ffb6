package dev.klatch.favorite;

import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/** SQL of favorites. */
public final class FavoriteStore {
  private static final TypeReference<List<Favorite>> LIST = new TypeReference<>() {};

  private final Database database;

  public FavoriteStore(Database database) {
    this.database = database;
  }

  List<Favorite> list(String userId) {
    return database
        .read(
            handle ->
                handle
                    .createQuery("SELECT favorites FROM favorite WHERE user_id = :user")
                    .bind("user", userId)
                    .mapTo(String.class)
                    .findFirst())
        .map(text -> Json.MAPPER.readValue(text, LIST))
        .orElse(List.of());
  }

  void replace(String userId, List<Favorite> favorites) {
    database.change(
        handle ->
            handle.execute(
                "INSERT INTO favorite (user_id, favorites) VALUES (?, ?)"
                    + " ON CONFLICT (user_id) DO UPDATE SET favorites = excluded.favorites",
                userId,
                Json.write(favorites)));
  }

  List<ToolFavorite> tools(String userId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT item_type, item_id FROM tool_favorite WHERE user_id = :user"
                        + " ORDER BY created_at, item_type, item_id")
                .bind("user", userId)
                .map(
                    (row, context) ->
                        new ToolFavorite(row.getString("item_type"), row.getString("item_id")))
                .list());
  }

  /** Adds a mark unless the user has {@code max} others; says whether it is there now. */
  boolean addTool(String userId, ToolFavorite tool, Instant now, int max) {
    return database.write(
        handle -> {
          handle.execute(
              "INSERT INTO tool_favorite (user_id, item_type, item_id, created_at)"
                  + " SELECT ?, ?, ?, ? WHERE"
                  + " (SELECT COUNT(*) FROM tool_favorite WHERE user_id = ?) < ?"
                  + " ON CONFLICT (user_id, item_type, item_id) DO NOTHING",
              userId,
              tool.itemType(),
              tool.itemId(),
              now.toEpochMilli(),
              userId,
              max);
          return handle
              .createQuery(
                  "SELECT 1 FROM tool_favorite WHERE user_id = ? AND item_type = ? AND item_id = ?")
              .bind(0, userId)
              .bind(1, tool.itemType())
              .bind(2, tool.itemId())
              .mapTo(Integer.class)
              .findFirst()
              .isPresent();
        });
  }

  void removeTool(String userId, ToolFavorite tool) {
    database.change(
        handle ->
            handle.execute(
                "DELETE FROM tool_favorite WHERE user_id = ? AND item_type = ? AND item_id = ?",
                userId,
                tool.itemType(),
                tool.itemId()));
  }

  void deleteAll(String userId) {
    database.change(
        handle -> {
          handle.execute("DELETE FROM favorite WHERE user_id = ?", userId);
          handle.execute("DELETE FROM tool_favorite WHERE user_id = ?", userId);
        });
  }
}
