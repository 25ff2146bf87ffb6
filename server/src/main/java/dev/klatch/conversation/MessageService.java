package dev.klatch.conversation;

import dev.klatch.http.AppException;
import dev.klatch.provider.Part;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
}
