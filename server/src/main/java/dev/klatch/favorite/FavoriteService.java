package dev.klatch.favorite;

import dev.klatch.account.PersonalData;
import dev.klatch.http.AppException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules of favorites: what one is, and how many there may be. */
public final class FavoriteService implements PersonalData {
  /** The most marks of each of the two lists. */
  public static final int MAX = 50;

  private static final int MAX_NAME = 256;
  private static final Set<String> TOOL_TYPES = Set.of("builtin", "tool", "mcp", "skill");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final FavoriteStore store;
  private final Clock clock;

  public FavoriteService(FavoriteStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A user's marks in the order given. */
  List<Favorite> list(String userId) {
    return store.list(userId);
  }

  /**
   * Replaces a user's marks.
   *
   * @throws AppException 400 when there are too many or one is not one; nothing is changed then
   */
  void replace(String userId, List<Favorite> favorites) {
    if (favorites.size() > MAX) {
      throw tooMany();
    }
    favorites.forEach(FavoriteService::check);
    store.replace(userId, favorites);
  }

  private static void check(Favorite favorite) {
    Stream.of(favorite.agentId(), favorite.model(), favorite.endpoint(), favorite.spec())
        .forEach(FavoriteService::checkName);
    boolean model = favorite.model() != null && favorite.endpoint() != null;
    boolean half = (favorite.model() != null) != (favorite.endpoint() != null);
    long kinds =
        Stream.of(favorite.agentId() != null, model, favorite.spec() != null)
            .filter(Boolean::booleanValue)
            .count();
    if (half || kinds != 1) {
      throw AppException.badRequest(
          "INVALID_FAVORITE",
          "Each favorite names exactly one thing: an agentId, a model with its endpoint, or a"
              + " spec.");
    }
  }

  private static void checkName(@Nullable String name) {
    if (name != null && (name.isEmpty() || name.length() > MAX_NAME)) {
      throw AppException.badRequest(
          "INVALID_FAVORITE", "A favorite's names have 1 to " + MAX_NAME + " characters.");
    }
  }

  /** A user's marked tools, oldest first. */
  List<ToolFavorite> tools(String userId) {
    return store.tools(userId);
  }

  /** Marks a tool; marking it again changes nothing. */
  void addTool(String userId, ToolFavorite tool) {
    check(tool);
    if (!store.addTool(userId, tool, clock.instant(), MAX)) {
      throw tooMany();
    }
  }

  /** Takes a mark away; none there is as good. */
  void removeTool(String userId, ToolFavorite tool) {
    check(tool);
    store.removeTool(userId, tool);
  }

  private static void check(ToolFavorite tool) {
    if (!TOOL_TYPES.contains(tool.itemType())) {
      throw AppException.badRequest(
          "INVALID_ITEM_TYPE", "itemType must be builtin, tool, mcp or skill.");
    }
    String id = tool.itemId();
    if (id.isBlank() || id.length() > MAX_NAME || CONTROL.matcher(id).find()) {
      throw AppException.badRequest(
          "INVALID_ITEM_ID", "itemId must have 1 to " + MAX_NAME + " printable characters.");
    }
  }

  private static AppException tooMany() {
    return AppException.badRequest(
            "MAX_FAVORITES_EXCEEDED",
            "There may be " + MAX + " favorites. Take one away before you add another.")
        .with("limit", MAX);
  }

  @Override
  public void deleteAll(String userId) {
    store.deleteAll(userId);
  }
}
