package dev.klatch.share;

import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageWire;
import dev.klatch.json.Json;
import dev.klatch.provider.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what viewers of a link see: words, thinking and the names of tools. Everything is named
 * here; what is not named, such as a new field of messages, stays with the owner.
 */
final class ShareSnapshot {
  private static final String FAILED = "This answer failed.";

  private final Function<Message, List<ObjectNode>> files;
  private final Map<String, String> ids = new HashMap<>();
  private final String conversationId = ShareIds.of("convo_");

  /**
   * @param files what viewers are told of a message's files
   */
  ShareSnapshot(Function<Message, List<ObjectNode>> files) {
    this.files = files;
  }

  /** Id of the conversation for viewers. */
  String conversationId() {
    return conversationId;
  }

  /**
   * The messages for viewers.
   *
   * @param messages parents before children
   */
  ArrayNode messages(List<Message> messages) {
    messages.forEach(message -> ids.put(message.id(), ShareIds.of("msg_")));
    ArrayNode list = Json.array();
    messages.forEach(message -> list.add(message(message)));
    return list;
  }

  private ObjectNode message(Message m) {
    ObjectNode node = Json.object();
    node.put("messageId", ids.get(m.id()));
    node.put("parentMessageId", ids.getOrDefault(m.parentId(), Message.ROOT));
    node.put("conversationId", conversationId);
    node.put("sender", m.sender());
    node.put("text", m.text());
    if (!m.fromUser()) {
      ArrayNode content = node.putArray("content");
      m.parts().forEach(part -> content.add(part(part)));
    }
    node.put("isCreatedByUser", m.fromUser());
    node.put("createdAt", MessageWire.time(m.createdAt()));
    node.put("updatedAt", MessageWire.time(m.updatedAt()));
    if (m.tokenCount() != null) {
      node.put("tokenCount", m.tokenCount());
    }
    node.put("unfinished", m.unfinished());
    node.put("error", m.failed());
    if (!m.extras().quotes().isEmpty()) {
      ArrayNode quotes = node.putArray("quotes");
      m.extras().quotes().forEach(quotes::add);
    }
    List<ObjectNode> shown = files.apply(m);
    if (!shown.isEmpty()) {
      node.putArray("files").addAll(shown);
    }
    return node;
  }

  private static ObjectNode part(Part part) {
    ObjectNode node = Json.object();
    switch (part) {
      case Part.Text text -> node.put("type", "text").put("text", text.text());
      case Part.Reasoning reasoning -> node.put("type", "think").put("think", reasoning.text());
      // What tools were asked and said may hold anything of the owner's.
      case Part.ToolCall call ->
          node.put("type", "tool_call")
              .putObject("tool_call")
              .put("id", "")
              .put("name", call.name())
              .put("args", "")
              .put("type", "tool_call")
              .put("progress", 1);
      // Pictures are files; what is shown of files is kept beside the message.
      case Part.Image ignored -> node.put("type", "text").put("text", "");
      // The cause names endpoint, model and provider.
      case Part.Failure ignored -> node.put("type", "error").put("error", FAILED);
    }
    return node;
  }
}
