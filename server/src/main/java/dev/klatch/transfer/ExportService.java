package dev.klatch.transfer;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.ConversationWire;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.MessageWire;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes all conversations of a person, one after the other, in the shape of LibreChat's export,
 * which can be imported again. Holds one conversation in memory.
 */
public final class ExportService {
  private static final int MAX_NAME = 80;

  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Clock clock;

  public ExportService(
      Database database, ConversationStore conversations, MessageStore messages, Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.clock = clock;
  }

  /** Writes a zip archive with a JSON file for each conversation. */
  void writeZip(String userId, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String id : ids(userId)) {
        Optional<Conversation> conversation = listed(userId, id);
        if (conversation.isPresent()) {
          number++;
          zip.putNextEntry(new ZipEntry(name(number, conversation.get().title())));
          zip.write(Json.writeBytes(export(conversation.get())));
          zip.closeEntry();
        }
      }
      if (number == 0) {
        zip.putNextEntry(new ZipEntry("conversations.json"));
        zip.write("[]".getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  /** Writes one JSON document with all of them. */
  void writeJson(String userId, OutputStream out) {
    try (JsonGenerator json =
        Json.MAPPER
            .writer()
            .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("exportAt", MessageWire.time(clock.instant()));
      json.writeName("conversations");
      json.writeStartArray();
      for (String id : ids(userId)) {
        listed(userId, id)
            .ifPresent(conversation -> json.writeRawValue(Json.write(export(conversation))));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private List<String> ids(String userId) {
    return database.read(handle -> conversations.ids(handle, userId));
  }

  private Optional<Conversation> listed(String userId, String id) {
    return conversations.find(userId, id).filter(c -> !c.temporary());
  }

  /** One conversation with its whole tree. */
  private ObjectNode export(Conversation conversation) {
    ObjectNode full = ConversationWire.full(conversation, List.of());
    ObjectNode node = Json.object();
    node.put("conversationId", conversation.id());
    node.put("endpoint", conversation.endpoint());
    node.put("title", conversation.title());
    node.put("exportAt", MessageWire.time(clock.instant()));
    node.put("createdAt", MessageWire.time(conversation.createdAt()));
    node.put("updatedAt", MessageWire.time(conversation.updatedAt()));
    node.put("isArchived", conversation.archived());
    node.set("tags", full.path("tags"));
    node.put("branches", true);
    node.put("recursive", false);
    ObjectNode options = node.putObject("options");
    options.put("endpoint", conversation.endpoint());
    options.put("model", conversation.model());
    options.setAll(conversation.settings());
    ArrayNode list = node.putArray("messages");
    for (Message message : messages.list(conversation.id())) {
      list.add(MessageWire.full(message, conversation));
    }
    return node;
  }

  /** A name that every file system takes. */
  private static String name(int number, String title) {
    String plain = title.replaceAll("[^\\p{L}\\p{N} _.-]", "_").strip();
    int end = Math.min(plain.length(), MAX_NAME);
    if (end > 0 && end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1))) {
      end--;
    }
    return "conversations/%05d %s.json".formatted(number, plain.substring(0, end));
  }
}
