package dev.klatch.provider.openai;

import dev.klatch.json.Json;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the prompt as the protocol's {@code messages}. Content is plain text where there are no
 * pictures: several compatible servers do not know the form in parts. Messages with nothing in them
 * are left out, as many providers refuse them.
 */
final class MessageEncoding {
  private MessageEncoding() {}

  static ArrayNode encode(EndpointConfig endpoint, ChatRequest request) {
    boolean onTools = Reasoning.isReplayed(endpoint, request.model());
    boolean always = Reasoning.isHistoryReplayed(endpoint);
    ArrayNode messages = Json.array();
    for (ChatMessage message : request.messages()) {
      List<Part.ToolCall> calls = new ArrayList<>();
      StringBuilder thoughts = new StringBuilder();
      for (Part part : message.parts()) {
        switch (part) {
          case Part.ToolCall call -> calls.add(call);
          case Part.Reasoning reasoning -> thoughts.append(reasoning.text());
          case Part.Text text -> {}
          case Part.Image image -> {}
          case Part.Failure failure -> {}
        }
      }
      if (message.role() == ChatMessage.Role.TOOL) {
        calls.forEach(call -> addOutput(messages, call));
        continue;
      }
      String text = message.text();
      boolean pictures = message.parts().stream().anyMatch(Part.Image.class::isInstance);
      if (text.isEmpty() && calls.isEmpty() && !pictures) {
        continue;
      }
      ObjectNode node = messages.addObject();
      node.put("role", message.role().name().toLowerCase(Locale.ROOT));
      if (pictures) {
        addParts(node.putArray("content"), message.parts());
      } else {
        node.put("content", text);
      }
      boolean replay = always || (onTools && !calls.isEmpty());
      if (replay && message.role() == ChatMessage.Role.ASSISTANT && !thoughts.isEmpty()) {
        node.put("reasoning_content", thoughts.toString());
      }
      if (!calls.isEmpty()) {
        addCalls(node, calls);
        calls.stream().filter(c -> c.output() != null).forEach(c -> addOutput(messages, c));
      }
    }
    return messages;
  }

  private static void addParts(ArrayNode content, List<Part> parts) {
    for (Part part : parts) {
      if (part instanceof Part.Text text && !text.text().isEmpty()) {
        content.addObject().put("type", "text").put("text", text.text());
      } else if (part instanceof Part.Image image) {
        ObjectNode url = content.addObject().put("type", "image_url").putObject("image_url");
        url.put("url", image.dataUrl());
        if (image.detail() != null) {
          url.put("detail", image.detail());
        }
      }
    }
  }

  private static void addCalls(ObjectNode message, List<Part.ToolCall> calls) {
    ArrayNode array = message.putArray("tool_calls");
    for (Part.ToolCall call : calls) {
      ObjectNode node = array.addObject();
      node.put("id", call.id());
      node.put("type", "function");
      node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }
  }

  private static void addOutput(ArrayNode messages, Part.ToolCall call) {
    String output = call.output();
    messages
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", call.id())
        .put("content", output == null ? "" : output);
  }
}
