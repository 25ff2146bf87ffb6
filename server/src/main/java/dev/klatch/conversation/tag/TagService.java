package dev.klatch.conversation.tag;

import dev.klatch.account.PersonalData;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rules of bookmarks. Names are compared exactly. */
public final class TagService implements PersonalData {
  private static final int MAX_NAME = 128;
  private static final int MAX_DESCRIPTION = 1_048;
  private static final int MAX_TAGS = 1_000;
  private static final int MAX_PER_CONVERSATION = 100;

  private final Database database;
  private final ConversationService conversations;
  private final TagStore tags;
  private final Clock clock;

  public TagService(Database database, ConversationService conversations, Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.tags = new TagStore(database);
    this.clock = clock;
  }

  /** What to change of a bookmark; null leaves as it is. */
  record Change(@Nullable String name, @Nullable String description, @Nullable Integer position) {}

  List<Tag> list(String userId) {
    return tags.list(userId);
  }

  /**
   * Makes a bookmark, or finds the one of this name.
   *
   * @param conversationId hangs it on this conversation of the user; null: on none
   */
  Tag create(
      String userId, String name, @Nullable String description, @Nullable String conversationId) {
    String wanted = name(name);
    if (conversationId != null) {
      conversations.require(userId, conversationId);
    }
    return database.write(
        handle -> {
          Tag tag = orNew(handle, userId, wanted, description(description));
          if (conversationId != null) {
            tags.attach(handle, conversationId, tag.id());
          }
          return tags.find(handle, userId, wanted).orElseThrow();
        });
  }

  private Tag orNew(Handle handle, String userId, String name, String description) {
    return tags.find(handle, userId, name)
        .orElseGet(
            () -> {
              List<Tag> all = tags.list(handle, userId);
              if (all.size() >= MAX_TAGS) {
                throw AppException.badRequest(
                    "TOO_MANY_BOOKMARKS",
                    "There are " + MAX_TAGS + " bookmarks, which is the most. Delete some first.");
              }
              int last = all.isEmpty() ? 0 : all.getLast().position();
              Instant now = clock.instant();
              String id = ObjectIds.of(UUID.randomUUID().toString());
              Tag made = new Tag(id, userId, name, description, last + 1, 0, now, now);
              tags.insert(handle, made);
              return made;
            });
  }

  /**
   * Changes name, description or place; a new name carries over to all conversations.
   *
   * @throws AppException 404 when there is none of this name, 409 when the new name is taken
   */
  Tag update(String userId, String name, Change change) {
    return database.write(
        handle -> {
          Tag old = require(handle, userId, name);
          String renamed = change.name() == null ? old.name() : name(change.name());
          if (!renamed.equals(old.name()) && tags.find(handle, userId, renamed).isPresent()) {
            throw AppException.conflict(
                "BOOKMARK_EXISTS", "There is already a bookmark of this name: " + renamed + ".");
          }
          String description =
              change.description() == null ? old.description() : description(change.description());
          tags.update(handle, old.id(), renamed, description, clock.instant());
          if (change.position() != null) {
            place(handle, userId, old.id(), change.position());
          }
          return tags.find(handle, userId, renamed).orElseThrow();
        });
  }

  /** Moves one to a place; the others make room and keep their order. */
  private void place(Handle handle, String userId, String id, int position) {
    List<Tag> all = new ArrayList<>(tags.list(handle, userId));
    Tag moved = all.stream().filter(tag -> tag.id().equals(id)).findFirst().orElseThrow();
    all.remove(moved);
    all.add(Math.clamp(position - 1L, 0, all.size()), moved);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).position() != i + 1) {
        tags.place(handle, all.get(i).id(), i + 1);
      }
    }
  }

  /** Deletes a bookmark; conversations lose it. */
  Tag delete(String userId, String name) {
    return database.write(
        handle -> {
          Tag old = require(handle, userId, name);
          tags.delete(handle, old.id());
          return old;
        });
  }

  /** Sets exactly these bookmarks on a conversation of the user; unknown ones are made. */
  List<String> assign(String userId, String conversationId, List<String> names) {
    LinkedHashSet<String> wanted = new LinkedHashSet<>();
    names.forEach(name -> wanted.add(name(name)));
    if (wanted.size() > MAX_PER_CONVERSATION) {
      throw AppException.badRequest(
          "TOO_MANY_BOOKMARKS",
          "A conversation can have " + MAX_PER_CONVERSATION + " bookmarks at most.");
    }
    conversations.require(userId, conversationId);
    database.change(
        handle -> {
          tags.detachAll(handle, conversationId);
          for (String name : wanted) {
            tags.attach(handle, conversationId, orNew(handle, userId, name, "").id());
          }
        });
    return List.copyOf(wanted);
  }

  /**
   * Hangs bookmarks on a conversation that is being stored for the user, inside its transaction.
   * Unknown ones are made; names that cannot be bookmarks, and those too many, are left out.
   */
  public void attach(Handle handle, String userId, String conversationId, List<String> names) {
    for (String name : new LinkedHashSet<>(names)) {
      try {
        tags.attach(handle, conversationId, orNew(handle, userId, name(name), "").id());
      } catch (AppException _) {
        // One bookmark less is better than no conversation.
      }
    }
  }

  private Tag require(Handle handle, String userId, String name) {
    return tags.find(handle, userId, name)
        .orElseThrow(() -> AppException.notFound("There is no bookmark of this name."));
  }

  private static String name(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_NAME) {
      throw AppException.badRequest(
          "INVALID_BOOKMARK", "A bookmark's name has 1 to " + MAX_NAME + " characters.");
    }
    if (stripped.chars().anyMatch(Character::isISOControl)) {
      throw AppException.badRequest(
          "INVALID_BOOKMARK", "A bookmark's name is one line of plain characters.");
    }
    return stripped;
  }

  private static String description(@Nullable String text) {
    String given = text == null ? "" : text.strip();
    if (given.length() > MAX_DESCRIPTION || given.indexOf('\0') >= 0) {
      throw AppException.badRequest(
          "DESCRIPTION_TOO_LONG",
          "A bookmark's description has at most " + MAX_DESCRIPTION + " characters.");
    }
    return given;
  }

  @Override
  public void deleteAll(String userId) {
    tags.deleteAll(userId);
  }
}
