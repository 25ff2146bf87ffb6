package dev.klatch.provider.simulator;

import dev.klatch.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A simulated answer in the protocol's JSON. */
final class Reply {
  private static final Pattern TOKEN = Pattern.compile("\\s*\\S{1,7}|\\s+");

  private final JsonNode request;
  private final Behaviour behaviour;
  private final String question;
  private final String id;

  Reply(JsonNode request, Behaviour behaviour) {
    this.request = request;
    this.behaviour = behaviour;
    this.question = lastUserText(request);
    this.id = "sim-" + Integer.toHexString((question + behaviour.model()).hashCode());
  }

  Behaviour behaviour() {
    return behaviour;
  }

  List<String> tokens() {
    return split(
        TitleRequest.matches(request, question)
            ? TitleRequest.title(question)
            : new Essay(question, behaviour).text());
  }

  List<String> thoughts() {
    return behaviour == Behaviour.REASONING && !TitleRequest.matches(request, question)
        ? split(Essay.thoughts(question))
        : List.of();
  }

  boolean wantsUsage() {
    return Json.flag(request.path("stream_options"), "include_usage");
  }

  /** One event of the stream. */
  String chunk(@Nullable String field, String value, @Nullable String finishReason) {
    ObjectNode chunk = head("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    ObjectNode delta = choice.putObject("delta");
    if (field != null) {
      delta.put(field, value);
    }
    choice.put("finish_reason", finishReason);
    return event(chunk);
  }

  String usageChunk(int outputTokens) {
    ObjectNode chunk = head("chat.completion.chunk");
    chunk.putArray("choices");
    chunk.set("usage", usage(outputTokens));
    return event(chunk);
  }

  /** The answer in one piece. */
  ObjectNode whole() {
    ObjectNode body = head("chat.completion");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    boolean empty = behaviour.fault() == Behaviour.Fault.EMPTY;
    List<String> tokens = empty ? List.of() : tokens();
    message.put("content", String.join("", tokens));
    if (!thoughts().isEmpty()) {
      message.put("reasoning_content", String.join("", thoughts()));
    }
    choice.put("finish_reason", "stop");
    body.set("usage", usage(tokens.size()));
    return body;
  }

  private ObjectNode head(String object) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", 1_700_000_000)
        .put("model", behaviour.model());
  }

  private ObjectNode usage(int output) {
    int input = Math.max(1, request.path("messages").toString().length() / 4);
    int thoughts = thoughts().size();
    ObjectNode usage =
        Json.object()
            .put("prompt_tokens", input)
            .put("completion_tokens", output + thoughts)
            .put("total_tokens", input + output + thoughts);
    usage.putObject("completion_tokens_details").put("reasoning_tokens", thoughts);
    return usage;
  }

  private static String event(ObjectNode chunk) {
    return "data: " + Json.write(chunk) + "\n\n";
  }

  private static List<String> split(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  private static String lastUserText(JsonNode request) {
    String text = "";
    for (JsonNode message : request.path("messages")) {
      if ("user".equals(Json.text(message, "role"))) {
        text = text(message.path("content"));
      }
    }
    return text;
  }

  private static String text(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(Json.text(part, "text", ""));
    }
    return text.toString();
  }
}
