package dev.klatch.conversation;

import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules of conversations: who may see them, what changes them, how long a deletion can be undone.
 */
public final class ConversationService {
  /** How long a deleted conversation can be brought back. */
  public static final Duration UNDO = Duration.ofMinutes(2);

  private static final int MAX_TITLE = 1024;
  private static final int MAX_PAGE = 100;

  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Clock clock;

  public ConversationService(
      Database database, ConversationStore conversations, MessageStore messages, Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.clock = clock;
  }

  /** A page of conversations and where the next one starts. */
  record Page(List<Conversation> rows, @Nullable Cursor next) {}

  /** How many conversations and messages a deletion hid. */
  record Deletion(List<String> conversationIds, int messages) {}

  /**
   * The user's conversation: the one ownership check.
   *
   * @throws AppException 404 when there is none or it is somebody else's; the two are not told
   *     apart
   */
  public Conversation require(String userId, String id) {
    return conversations.find(userId, id).orElseThrow(() -> missing(id));
  }

  public Optional<Conversation> find(String userId, String id) {
    return conversations.find(userId, id);
  }

  private static AppException missing(String id) {
    return AppException.notFound("Conversation " + id + " was not found.");
  }

  Page list(ConversationStore.Listing asked) {
    if (asked.among() != null && asked.among().isEmpty()) {
      return new Page(List.of(), null);
    }
    int limit = Math.clamp(asked.limit(), 1, MAX_PAGE);
    List<Conversation> rows =
        conversations.list(
            new ConversationStore.Listing(
                asked.userId(),
                asked.archived(),
                asked.pinnedOnly(),
                asked.titleSearch(),
                asked.among(),
                asked.after(),
                limit + 1));
    if (rows.size() <= limit) {
      return new Page(rows, null);
    }
    List<Conversation> page = rows.subList(0, limit);
    Conversation last = page.getLast();
    return new Page(page, new Cursor(last.updatedAt().toEpochMilli(), last.id()));
  }

  /** Document ids of the messages, for replies that carry a whole conversation. */
  public List<String> messageObjectIds(String conversationId) {
    return database.read(handle -> messages.objectIds(handle, conversationId));
  }

  Conversation rename(String userId, String id, @Nullable String title) {
    if (title == null || title.isBlank()) {
      throw AppException.badRequest("TITLE_REQUIRED", "A title must not be empty.");
    }
    if (title.length() > MAX_TITLE) {
      throw AppException.badRequest(
          "TITLE_TOO_LONG", "A title may have at most " + MAX_TITLE + " characters.");
    }
    require(userId, id);
    database.change(handle -> conversations.rename(handle, userId, id, title.strip()));
    return require(userId, id);
  }

  Conversation archive(String userId, String id, boolean archived) {
    require(userId, id);
    database.change(handle -> conversations.archive(handle, userId, id, archived, clock.instant()));
    return require(userId, id);
  }

  Conversation pin(String userId, String id, boolean pinned) {
    require(userId, id);
    database.change(handle -> conversations.pin(handle, userId, id, pinned));
    return require(userId, id);
  }

  /** Deletes one conversation; unknown ids delete nothing. */
  Deletion delete(String userId, String id) {
    return database.write(
        handle -> {
          int count = messages.count(handle, id);
          return conversations.markDeleted(handle, userId, id, clock.instant())
              ? new Deletion(List.of(id), count)
              : new Deletion(List.of(), 0);
        });
  }

  Deletion deleteAll(String userId) {
    return database.write(
        handle -> {
          List<String> deleted = new ArrayList<>();
          int count = 0;
          for (String id : conversations.ids(handle, userId)) {
            count += messages.count(handle, id);
            if (conversations.markDeleted(handle, userId, id, clock.instant())) {
              deleted.add(id);
            }
          }
          return new Deletion(deleted, count);
        });
  }

  /** Removes every conversation of a user for good, with its messages. */
  public void erase(String userId) {
    conversations.erase(userId);
  }

  Conversation restore(String userId, String id) {
    boolean restored = database.write(handle -> conversations.restore(handle, userId, id));
    if (!restored) {
      throw AppException.notFound(
          "Conversation "
              + id
              + " can no longer be restored: a deletion can be undone for "
              + UNDO.toMinutes()
              + " minutes.");
    }
    return require(userId, id);
  }

  /** Removes for good what can no longer be undone and temporary conversations that ran out. */
  public List<ConversationStore.Purged> purge() {
    Instant now = clock.instant();
    return conversations.purge(now.minus(UNDO), now);
  }
}
