package dev.klatch.conversation;

import dev.klatch.http.AppException;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes conversations out of others: duplicates, forks, and own copies of what was shared. */
public final class ConversationCopies {
  private static final int MAX_TITLE = 1024;

  private final Database database;
  private final ConversationService service;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Clock clock;

  public ConversationCopies(
      Database database,
      ConversationService service,
      ConversationStore conversations,
      MessageStore messages,
      Clock clock) {
    this.database = database;
    this.service = service;
    this.conversations = conversations;
    this.messages = messages;
    this.clock = clock;
  }

  /** A new conversation and its messages, oldest first. */
  public record Copy(Conversation conversation, List<Message> messages) {}

  /** How much of a conversation a fork takes along. */
  public enum Extent {
    /** The messages that lead to the chosen one. */
    PATH,
    /** These, and the other versions beside each of them. */
    PATH_WITH_BRANCHES,
    /** Everything up to the level of the chosen one. */
    LEVEL
  }

  /**
   * A fork that is asked for.
   *
   * @param messageId the message forked at
   * @param split begins at that message instead of ending there, and goes to {@code latestId}
   * @param latestId last message of the branch on the page; only for a split
   */
  public record Fork(
      String conversationId,
      String messageId,
      Extent extent,
      boolean split,
      @Nullable String latestId) {}

  /**
   * Copies a whole conversation of the user.
   *
   * @param title of the copy; null keeps the title
   */
  public Copy duplicate(String userId, String conversationId, @Nullable String title) {
    Conversation original = service.require(userId, conversationId);
    List<Message> all = new MessageTree(messages.list(conversationId)).inOrder();
    return save(like(original, title), all);
  }

  /**
   * Copies a part of a conversation of the user.
   *
   * @throws AppException 404 when the conversation is not the user's or has no such message
   */
  public Copy fork(String userId, Fork fork) {
    Conversation original = service.require(userId, fork.conversationId());
    MessageTree tree = new MessageTree(messages.list(original.id()));
    if (!tree.contains(fork.messageId())) {
      throw AppException.notFound("The message to fork at was not found in this conversation.");
    }
    String target = fork.messageId();
    if (fork.split()) {
      tree = tree.fromLevel(fork.messageId());
      String latest = fork.latestId();
      target = latest != null && tree.contains(latest) ? latest : target;
    }
    List<Message> taken =
        switch (fork.extent()) {
          case PATH -> tree.path(target);
          case PATH_WITH_BRANCHES -> tree.pathWithBranches(target);
          case LEVEL -> tree.upToLevel(target);
        };
    return save(like(original, null), new MessageTree(taken).inOrder());
  }

  /**
   * Saves messages that came from elsewhere as a new conversation of a user.
   *
   * @param draft the conversation to make; its id is replaced
   * @param given messages with parents among themselves
   */
  public Copy adopt(Conversation draft, List<Message> given) {
    return save(like(draft, null), new MessageTree(given).inOrder());
  }

  private Conversation like(Conversation original, @Nullable String title) {
    String id = UUID.randomUUID().toString();
    Instant now = clock.instant();
    String wanted = title == null || title.isBlank() ? original.title() : title.strip();
    return new Conversation(
        id,
        ObjectIds.of(id),
        original.userId(),
        wanted.length() > MAX_TITLE ? wanted.substring(0, MAX_TITLE) : wanted,
        original.endpoint(),
        original.model(),
        original.settings(),
        false,
        null,
        false,
        false,
        now,
        now,
        null,
        original.projectId(),
        false,
        List.of());
  }

  private Copy save(Conversation copy, List<Message> originals) {
    List<Message> copies = renamed(copy.id(), originals);
    database.change(
        handle -> {
          conversations.insert(handle, copy);
          for (int i = 0; i < copies.size(); i++) {
            Message made = copies.get(i);
            Message original = originals.get(i);
            messages.save(handle, made);
            service
                .listeners()
                .forEach(listener -> listener.copied(handle, copy.userId(), original, made));
          }
        });
    return new Copy(service.require(copy.userId(), copy.id()), messages.list(copy.id()));
  }

  /** New ids, parents among them, and times at which no answer comes before its question. */
  private static List<Message> renamed(String conversationId, List<Message> parentsFirst) {
    Map<String, Message> byOldId = new HashMap<>();
    List<Message> copies = new ArrayList<>(parentsFirst.size());
    for (Message original : parentsFirst) {
      Message parent = byOldId.get(original.parentId());
      Instant at = original.createdAt();
      if (parent != null && !at.isAfter(parent.createdAt())) {
        at = parent.createdAt().plusMillis(1);
      }
      Message copy =
          original.movedTo(
              UUID.randomUUID().toString(),
              conversationId,
              parent == null ? Message.ROOT : parent.id(),
              at);
      byOldId.put(original.id(), copy);
      copies.add(copy);
    }
    return copies;
  }
}
