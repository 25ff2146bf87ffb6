package dev.klatch.conversation;

import dev.klatch.http.AppException;
import dev.klatch.provider.Part;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Rules of single messages. Every call names the owner. */
public final class MessageService {
  private static final int MAX_PAGE = 1_000;

  private final Database database;
  private final ConversationService conversations;
  private final MessageStore messages;
  private final ToIntFunction<String> tokenCounter;
  private final Clock clock;

  /**
   * @param tokenCounter counts the tokens of an edited text
   */
  public MessageService(
      Database database,
      ConversationService conversations,
      MessageStore messages,
      ToIntFunction<String> tokenCounter,
      Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.tokenCounter = tokenCounter;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** The messages of the user's conversation as a JSON array, oldest first. */
  byte[] listAsJson(String userId, String conversationId) {
    return messages.listAsJson(conversations.require(userId, conversationId));
  }

  /** The conversation that messages are asked of, if it is the user's. */
  public Optional<Conversation> findConversation(String userId, String conversationId) {
    return conversations.find(userId, conversationId);
  }

  /**
   * Some messages of a conversation that was found for its owner.
   *
   * @param beyond where the page before ended, or null
   */
  public List<Message> page(
      Conversation conversation, @Nullable Instant beyond, boolean oldestFirst, int limit) {
    return messages.page(conversation.id(), beyond, oldestFirst, Math.clamp(limit, 1, MAX_PAGE));
  }

  /** One message of a conversation that was found for its owner. */
  public Optional<Message> find(Conversation conversation, String messageId) {
    return messages.find(conversation.id(), messageId);
  }

  /**
   * The conversation that messages are asked of.
   *
   * @throws AppException 404 when it is not the user's
   */
  Conversation conversation(String userId, String conversationId) {
    return conversations.require(userId, conversationId);
  }

  /**
   * One message of the user's conversation.
   *
   * @throws AppException 404 when it is not there
   */
  Message require(String userId, String conversationId, String messageId) {
    conversations.require(userId, conversationId);
    return messages
        .find(conversationId, messageId)
        .orElseThrow(() -> AppException.notFound("Message " + messageId + " was not found."));
  }

  /**
   * Changes what a message says, in place.
   *
   * @param index content part of an answer to change, or null for the text of a user's message
   */
  Message edit(
      String userId,
      String conversationId,
      String messageId,
      String text,
      @Nullable Integer index) {
    Message old = require(userId, conversationId, messageId);
    int tokens = tokenCounter.applyAsInt(text);
    Message edited;
    if (index == null && (old.fromUser() || old.parts().isEmpty())) {
      edited = old.withContent(text, old.parts(), tokens, clock.instant());
    } else {
      int at = index == null ? onlyTextPart(old) : index;
      edited = old.withContent(old.text(), replacePart(old, at, text), tokens, clock.instant());
    }
    database.change(handle -> messages.save(handle, edited));
    return edited;
  }

  private static int onlyTextPart(Message message) {
    for (int i = 0; i < message.parts().size(); i++) {
      if (message.parts().get(i) instanceof Part.Text) {
        return i;
      }
    }
    throw AppException.badRequest("INDEX_REQUIRED", "Say by index which part to change.");
  }

  private static List<Part> replacePart(Message message, int index, String text) {
    if (index < 0 || index >= message.parts().size()) {
      throw AppException.badRequest(
          "INVALID_INDEX", "The message has no part " + index + ": nothing was changed.");
    }
    List<Part> parts = new ArrayList<>(message.parts());
    parts.set(
        index,
        switch (parts.get(index)) {
          case Part.Text ignored -> new Part.Text(text);
          case Part.Reasoning ignored -> new Part.Reasoning(text);
          default ->
              throw AppException.badRequest(
                  "INVALID_INDEX", "Only text and thinking can be changed: part " + index);
        });
    return parts;
  }

  /**
   * Keeps what the owner thinks of an answer; null takes it back.
   *
   * @throws AppException 400 for a message of the user's own
   */
  Message rate(
      String userId, String conversationId, String messageId, Message.@Nullable Feedback feedback) {
    Message old = require(userId, conversationId, messageId);
    if (old.fromUser()) {
      throw AppException.badRequest("NOT_AN_ANSWER", "Only answers can be rated.");
    }
    Message rated = old.withExtras(old.extras().withFeedback(feedback), clock.instant());
    database.change(handle -> messages.setFeedback(handle, messageId, feedback));
    return rated;
  }

  /** Removes one message; what followed it follows its parent then. */
  void delete(String userId, String conversationId, String messageId) {
    Message message = require(userId, conversationId, messageId);
    database.change(handle -> messages.remove(handle, message));
  }

  /**
   * Keeps one of the answers that several models gave side by side, as a message of its own beside
   * the one with all.
   *
   * @param agentId whose parts to keep
   */
  Message keepOne(String userId, String messageId, String agentId) {
    Message all =
        messages
            .findOwned(userId, messageId)
            .orElseThrow(() -> AppException.notFound("Message " + messageId + " was not found."));
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < all.extras().speakers().size(); i++) {
      if (all.extras().speakers().get(i).equals(agentId)) {
        parts.add(all.parts().get(i));
      }
    }
    if (parts.isEmpty()) {
      throw AppException.badRequest(
          "UNKNOWN_AGENT", "No part of this message is by " + agentId + ": nothing was kept.");
    }
    Message kept = only(all, agentId, parts, clock.instant());
    database.change(handle -> messages.save(handle, kept));
    return kept;
  }

  /**
   * Replaces a passage within an answer: what a person changed in an artifact.
   *
   * @param index which of the passages that read like {@code original}, from 0
   */
  Message replace(String userId, String messageId, int index, String original, String updated) {
    Message old =
        messages
            .findOwned(userId, messageId)
            .orElseThrow(() -> AppException.notFound("Message " + messageId + " was not found."));
    int left = index;
    List<Part> parts = new ArrayList<>(old.parts());
    for (int i = 0; i < parts.size(); i++) {
      if (!(parts.get(i) instanceof Part.Text text)) {
        continue;
      }
      for (int at = text.text().indexOf(original);
          at >= 0;
          at = text.text().indexOf(original, at + original.length())) {
        if (left-- == 0) {
          String whole = text.text();
          String changed =
              whole.substring(0, at) + updated + whole.substring(at + original.length());
          parts.set(i, new Part.Text(changed));
          Message edited = old.withContent(old.text(), parts, old.tokenCount(), clock.instant());
          database.change(handle -> messages.save(handle, edited));
          return edited;
        }
      }
    }
    throw AppException.notFound("The passage to change was not found in this message.");
  }

  /**
   * Adds a message to the user's conversation.
   *
   * @throws AppException 404 when its parent is not there, 409 when its id is taken
   */
  Message add(String userId, Message message) {
    conversations.require(userId, message.conversationId());
    if (!message.parentId().equals(Message.ROOT)) {
      require(userId, message.conversationId(), message.parentId());
    }
    database.change(
        handle -> {
          if (messages.exists(handle, message.id())) {
            throw AppException.conflict("MESSAGE_EXISTS", "There is a message with this id.");
          }
          messages.save(handle, message);
        });
    return message;
  }

  /** A sibling of a parallel answer with the parts of one who answered. */
  private static Message only(Message all, String agentId, List<Part> parts, Instant at) {
    String id = UUID.randomUUID().toString();
    return new Message(
        id,
        ObjectIds.of(id),
        all.conversationId(),
        all.parentId(),
        false,
        sender(agentId, all.sender()),
        "",
        parts,
        all.endpoint(),
        model(agentId, all.model()),
        all.unfinished(),
        all.failed(),
        null,
        null,
        null,
        Message.Extras.NONE,
        at,
        at);
  }

  /** Who an agent's answer is from: ids of models are endpoint, model and sender (3.10). */
  private static String sender(String agentId, String fallback) {
    int at = agentId.lastIndexOf("___", plain(agentId).length() - 1);
    return at < 0 ? fallback : plain(agentId).substring(at + 3);
  }

  private static @Nullable String model(String agentId, @Nullable String fallback) {
    String id = plain(agentId);
    int end = id.lastIndexOf("___");
    int start = id.indexOf("__");
    return end <= start || start < 0 ? fallback : id.substring(start + 2, end);
  }

  /** Without the number that tells the second of two apart. */
  private static String plain(String agentId) {
    int at = agentId.lastIndexOf("____");
    boolean numbered = at > 0 && agentId.substring(at + 4).chars().allMatch(Character::isDigit);
    return numbered ? agentId.substring(0, at) : agentId;
  }
}
