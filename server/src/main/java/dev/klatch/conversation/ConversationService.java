package dev.klatch.conversation;

import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
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
  private final ConversationLists lists;
  private final MessageStore messages;
  private final Clock clock;
  private final List<ConversationListener> listeners = new CopyOnWriteArrayList<>();

  public ConversationService(
      Database database, ConversationStore conversations, MessageStore messages, Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.lists = new ConversationLists(database);
    this.messages = messages;
    this.clock = clock;
  }

  /** Tells a feature of deletions and copies, in the transactions that make them. */
  public void listen(ConversationListener listener) {
    listeners.add(listener);
  }

  /** Those that are told, in the order they came. */
  List<ConversationListener> listeners() {
    return listeners;
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

  Page list(ConversationListing asked) {
    if (asked.among() != null && asked.among().isEmpty()) {
      return new Page(List.of(), null);
    }
    int limit = Math.clamp(asked.limit(), 1, MAX_PAGE);
    List<Conversation> rows = lists.list(asked.limitedTo(limit + 1));
    if (rows.size() <= limit) {
      return new Page(rows, null);
    }
    List<Conversation> page = rows.subList(0, limit);
    return new Page(page, asked.cursorAfter(page.getLast()));
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
    return database.write(handle -> hide(handle, userId, List.of(id)));
  }

  Deletion deleteAll(String userId) {
    return database.write(handle -> hide(handle, userId, conversations.ids(handle, userId)));
  }

  private Deletion hide(Handle handle, String userId, List<String> ids) {
    Instant now = clock.instant();
    List<String> deleted = new ArrayList<>();
    int count = 0;
    for (String id : ids) {
      if (conversations.markDeleted(handle, userId, id, now)) {
        deleted.add(id);
        count += messages.count(handle, id);
      }
    }
    if (!deleted.isEmpty()) {
      listeners.forEach(listener -> listener.hidden(handle, userId, deleted));
    }
    return new Deletion(deleted, count);
  }

  /** Archives everything that is not; returns how many. */
  int archiveAll(String userId) {
    return database.write(handle -> conversations.archiveAll(handle, userId, clock.instant()));
  }

  /** Removes every conversation of a user for good, with its messages. */
  public void erase(String userId) {
    database.change(
        handle -> {
          List<String> ids = conversations.allIds(handle, userId);
          if (!ids.isEmpty()) {
            listeners.forEach(listener -> listener.purged(handle, userId, ids));
          }
          ids.forEach(id -> conversations.remove(handle, id));
        });
  }

  Conversation restore(String userId, String id) {
    if (restore(userId, List.of(id)).isEmpty()) {
      throw AppException.notFound(
          "Conversation "
              + id
              + " can no longer be restored: a deletion can be undone for "
              + UNDO.toMinutes()
              + " minutes.");
    }
    return require(userId, id);
  }

  /** Takes deletions back, as far as that is still possible; returns the ids of those restored. */
  List<String> restore(String userId, List<String> ids) {
    return database.write(
        handle -> {
          List<String> restored =
              ids.stream().filter(id -> conversations.restore(handle, userId, id)).toList();
          if (!restored.isEmpty()) {
            listeners.forEach(listener -> listener.restored(handle, userId, restored));
          }
          return restored;
        });
  }

  /** Removes for good what can no longer be undone and temporary conversations that ran out. */
  public List<ConversationStore.Purged> purge() {
    Instant now = clock.instant();
    return database.write(
        handle -> {
          List<ConversationStore.Purged> gone = conversations.toPurge(handle, now.minus(UNDO), now);
          for (ConversationStore.Purged purged : gone) {
            List<String> one = List.of(purged.conversationId());
            listeners.forEach(listener -> listener.purged(handle, purged.userId(), one));
            conversations.remove(handle, purged.conversationId());
          }
          return gone;
        });
  }
}
