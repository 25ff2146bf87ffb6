package dev.klatch.transfer;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.conversation.tag.TagService;
import dev.klatch.provider.Part;
import dev.klatch.sql.Database;
import dev.klatch.transfer.MessageTree.Placed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Stores a conversation whole or not at all. A long one is written in several transactions so that
 * others need not wait; until the last it is marked as deleted, and what a kill leaves behind is
 * purged with the deleted ones.
 */
final class ImportStore {
  private static final int BATCH = 500;
  private static final int MAX_NAME = 200;

  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final TagService tags;
  private final Clock clock;

  ImportStore(
      Database database,
      ConversationStore conversations,
      MessageStore messages,
      TagService tags,
      Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.tags = tags;
    this.clock = clock;
  }

  /**
   * Stores a conversation for a person, under new ids.
   *
   * @return how many messages it has
   */
  int store(String userId, ImportedConversation imported) {
    Instant now = clock.instant();
    List<Placed> tree = MessageTree.of(imported, now);
    String id = UUID.randomUUID().toString();
    Conversation conversation = conversation(id, userId, imported, tree, now);
    List<Message> rows = rows(conversation, imported, tree);
    if (rows.size() <= BATCH) {
      database.change(
          handle -> {
            insert(handle, conversation, imported);
            rows.forEach(message -> messages.save(handle, message));
          });
      return rows.size();
    }
    database.change(
        handle -> {
          insert(handle, conversation, imported);
          conversations.markDeleted(handle, userId, id, now);
        });
    for (int at = 0; at < rows.size(); at += BATCH) {
      List<Message> batch = rows.subList(at, Math.min(rows.size(), at + BATCH));
      database.change(handle -> batch.forEach(message -> messages.save(handle, message)));
    }
    boolean shown = database.write(handle -> conversations.restore(handle, userId, id));
    if (!shown) {
      throw new ImportStopped("Storing took too long. Send a smaller file.");
    }
    return rows.size();
  }

  private void insert(Handle handle, Conversation conversation, ImportedConversation imported) {
    conversations.insert(handle, conversation);
    if (conversation.archived()) {
      conversations.archive(
          handle, conversation.userId(), conversation.id(), true, conversation.updatedAt());
    }
    tags.attach(handle, conversation.userId(), conversation.id(), imported.tags());
  }

  private static Conversation conversation(
      String id, String userId, ImportedConversation imported, List<Placed> tree, Instant now) {
    Instant first = tree.getFirst().createdAt();
    Instant last = tree.stream().map(Placed::createdAt).max(Instant::compareTo).orElse(now);
    Instant created = earlier(imported.createdAt(), now, first);
    Instant updated = earlier(imported.updatedAt(), now, last);
    return new Conversation(
        id,
        ObjectIds.of(id),
        userId,
        imported.title(),
        imported.endpoint(),
        imported.model() == null ? lastModel(tree) : imported.model(),
        imported.settings(),
        imported.archived(),
        null,
        false,
        false,
        created,
        updated.isBefore(created) ? created : updated,
        null);
  }

  private static Instant earlier(@Nullable Instant said, Instant now, Instant otherwise) {
    return said == null || said.isAfter(now) ? otherwise : said;
  }

  private static @Nullable String lastModel(List<Placed> tree) {
    String model = null;
    for (Placed placed : tree) {
      if (placed.message().model() != null) {
        model = cut(placed.message().model());
      }
    }
    return model;
  }

  private static List<Message> rows(
      Conversation conversation, ImportedConversation imported, List<Placed> tree) {
    List<Message> rows = new ArrayList<>(tree.size());
    for (Placed placed : tree) {
      String id = UUID.randomUUID().toString();
      String parent = placed.parent() < 0 ? Message.ROOT : rows.get(placed.parent()).id();
      rows.add(row(id, parent, conversation, imported, placed));
    }
    return rows;
  }

  private static Message row(
      String id,
      String parent,
      Conversation conversation,
      ImportedConversation imported,
      Placed placed) {
    ImportedMessage message = placed.message();
    boolean fromUser = message.kind() == ImportedMessage.Kind.USER;
    List<Part> parts = fromUser ? List.of() : placed.parts();
    String model = message.model() == null ? imported.model() : message.model();
    return new Message(
        id,
        ObjectIds.of(id),
        conversation.id(),
        parent,
        fromUser,
        cut(message.sender()),
        message.text(),
        parts,
        message.endpoint() == null ? conversation.endpoint() : cut(message.endpoint()),
        fromUser || model == null ? null : cut(model),
        message.unfinished(),
        message.failed(),
        message.finishReason() == null ? null : cut(message.finishReason()),
        message.facts().tokenCount(),
        null,
        Message.Extras.NONE.withQuotes(message.quotes()).withFeedback(message.facts().feedback()),
        placed.createdAt(),
        placed.createdAt());
  }

  private static String cut(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
  }
}
