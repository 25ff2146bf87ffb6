package dev.klatch.search;

import static dev.klatch.conversation.MessageWire.time;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageWire;
import dev.klatch.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Hits as JSON: in the shape of the wire contract, and grouped by conversation with fragments. */
final class SearchWire {
  private SearchWire() {}

  /** Messages as clients of the contract list them. */
  static ObjectNode messages(SearchService.Page page) {
    ObjectNode reply = Json.object();
    ArrayNode rows = reply.putArray("messages");
    for (SearchService.Found found : page.hits()) {
      if (found.message() != null) {
        ObjectNode row = MessageWire.full(found.message(), found.conversation());
        row.put("title", found.conversation().title());
        row.put("model", found.conversation().model());
        row.put("searchResult", true);
        rows.add(row);
      }
    }
    reply.put("nextCursor", page.next() == null ? null : page.next().toString());
    return reply;
  }

  /** Messages of one conversation. */
  static ObjectNode messages(
      Conversation conversation, List<Message> messages, @Nullable String next) {
    ObjectNode reply = none();
    ArrayNode rows = (ArrayNode) reply.get("messages");
    messages.forEach(m -> rows.add(MessageWire.full(m, conversation)));
    reply.put("nextCursor", next);
    return reply;
  }

  /** A page without messages. */
  static ObjectNode none() {
    ObjectNode reply = Json.object();
    reply.putArray("messages");
    reply.putNull("nextCursor");
    return reply;
  }

  /** Conversations in the order of their best hit, each with its hits in the order of merit. */
  static ObjectNode page(SearchService.Page page) {
    ObjectNode reply = Json.object();
    ArrayNode list = reply.putArray("conversations");
    Map<String, ObjectNode> groups = new LinkedHashMap<>();
    for (SearchService.Found found : page.hits()) {
      ObjectNode group =
          groups.computeIfAbsent(
              found.conversation().id(), id -> conversation(found.conversation()));
      if (found.message() == null) {
        group.set("titleMarks", marks(found.fragments().getFirst()));
      } else {
        ((ArrayNode) group.get("hits")).add(hit(found, found.message()));
      }
    }
    groups.values().forEach(list::add);
    reply.put("total", page.total());
    if (page.next() != null) {
      reply.put("nextOffset", page.next());
    }
    if (page.building() != null) {
      reply.put("building", page.building());
    }
    return reply;
  }

  private static ObjectNode conversation(Conversation c) {
    ObjectNode node = Json.object();
    node.put("conversationId", c.id());
    node.put("title", c.title());
    node.putArray("titleMarks");
    node.put("endpoint", c.endpoint());
    node.put("model", c.model());
    node.put("isArchived", c.archived());
    node.put("updatedAt", time(c.updatedAt()));
    node.putArray("hits");
    return node;
  }

  private static ObjectNode hit(SearchService.Found found, Message message) {
    ObjectNode node = Json.object();
    node.put("messageId", message.id());
    node.put("isCreatedByUser", message.fromUser());
    node.put("sender", message.sender());
    node.put("createdAt", time(message.createdAt()));
    ArrayNode fragments = node.putArray("fragments");
    for (Fragment fragment : found.fragments()) {
      ObjectNode piece = fragments.addObject();
      piece.put("text", fragment.text());
      piece.set("marks", marks(fragment));
      piece.put("cutBefore", fragment.cutBefore());
      piece.put("cutAfter", fragment.cutAfter());
    }
    return node;
  }

  private static ArrayNode marks(Fragment fragment) {
    ArrayNode marks = Json.array();
    for (Fragment.Mark mark : fragment.marks()) {
      marks.addArray().add(mark.start()).add(mark.end());
    }
    return marks;
  }
}
