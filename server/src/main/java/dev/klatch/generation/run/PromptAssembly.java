package dev.klatch.generation.run;

import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.generation.MessageFiles;
import dev.klatch.generation.PromptAdditions;
import dev.klatch.json.Json;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatMessage.Role;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.Part;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts together what a model is asked: instructions, the branch of the tree, parameters. */
final class PromptAssembly {
  private static final String GO_ON =
      "Your answer above was cut off. Continue exactly where it stops, without repeating anything"
          + " and without any introduction.";

  /** Settings that go to the provider, with the name they have there. */
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("temperature", "temperature"),
          Map.entry("top_p", "top_p"),
          Map.entry("topP", "top_p"),
          Map.entry("presence_penalty", "presence_penalty"),
          Map.entry("frequency_penalty", "frequency_penalty"),
          Map.entry("max_tokens", "max_tokens"),
          Map.entry("maxOutputTokens", "max_tokens"),
          Map.entry("stop", "stop"),
          Map.entry("seed", "seed"),
          Map.entry("reasoning_effort", "reasoning_effort"),
          Map.entry("verbosity", "verbosity"));

  private final MessageStore messages;
  private final MessageFiles files;
  private final PromptAdditions additions;
  private final Clock clock;

  PromptAssembly(
      MessageStore messages, MessageFiles files, PromptAdditions additions, Clock clock) {
    this.messages = messages;
    this.files = files;
    this.additions = additions;
    this.clock = clock;
  }

  /** The request for one of those who answer. */
  ChatRequest assemble(Run run, Target target) {
    List<ChatMessage> prompt = new ArrayList<>();
    String instructions = instructions(run, target);
    if (!instructions.isBlank()) {
      prompt.add(ChatMessage.of(Role.SYSTEM, instructions));
    }
    for (Message message : messages.branch(run.conversationId(), run.userMessage().id())) {
      add(run, target, message, prompt);
    }
    List<Part> begun = spoken(run.prefix());
    if (!begun.isEmpty()) {
      prompt.add(new ChatMessage(Role.ASSISTANT, begun));
      prompt.add(ChatMessage.of(Role.USER, GO_ON));
    }
    ObjectNode settings = target.parameters();
    boolean streaming = !Json.flag(settings, "disableStreaming");
    return new ChatRequest(target.model(), prompt, parameters(settings), streaming);
  }

  private void add(Run run, Target target, Message message, List<ChatMessage> prompt) {
    if (message.fromUser()) {
      prompt.add(new ChatMessage(Role.USER, asked(run, target, message)));
      return;
    }
    List<Part> parts =
        message.parts().isEmpty() ? List.of(new Part.Text(message.text())) : message.parts();
    List<Part> spoken = spoken(ofOneSpeaker(message, parts, target));
    if (!spoken.isEmpty()) {
      prompt.add(new ChatMessage(Role.ASSISTANT, spoken));
    }
  }

  /** Files come before the text that speaks of them. */
  private List<Part> asked(Run run, Target target, Message message) {
    List<Part> parts = new ArrayList<>();
    boolean wanted = message.id().equals(run.userMessage().id()) || resendsFiles(run);
    if (wanted && !message.extras().files().isEmpty()) {
      MessageFiles.Settings settings =
          new MessageFiles.Settings(target.endpoint(), target.model(), target.parameters());
      parts.addAll(files.parts(run.user(), message.extras().files(), settings));
    }
    parts.add(new Part.Text(quoted(message)));
    return parts;
  }

  /** What the user refers to comes before what is said of it. */
  private static String quoted(Message message) {
    if (message.extras().quotes().isEmpty()) {
      return message.text();
    }
    StringBuilder text = new StringBuilder();
    for (String quote : message.extras().quotes()) {
      quote.lines().forEach(line -> text.append("> ").append(line).append('\n'));
      text.append('\n');
    }
    return text.append(message.text()).toString();
  }

  private static boolean resendsFiles(Run run) {
    return run.request().choice().settings().path("resendFiles").asBoolean(true);
  }

  /** Of answers side by side a model hears its own, or the first. */
  private static List<Part> ofOneSpeaker(Message message, List<Part> parts, Target target) {
    List<String> speakers = message.extras().speakers();
    if (speakers.size() != parts.size() || speakers.isEmpty()) {
      return parts;
    }
    String speaker = speakers.contains(target.agentId()) ? target.agentId() : speakers.getFirst();
    List<Part> own = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (speakers.get(i).equals(speaker)) {
        own.add(parts.get(i));
      }
    }
    return own;
  }

  /** What of an answer goes back to a model: text. Failures are ours, thinking is not replayed. */
  private static List<Part> spoken(List<Part> parts) {
    return parts.stream()
        .filter(part -> part instanceof Part.Text text && !text.text().isEmpty())
        .toList();
  }

  private String instructions(Run run, Target target) {
    StringBuilder text = new StringBuilder(fill(target.instructions(), run.user().name()));
    PromptAdditions.Turn turn =
        new PromptAdditions.Turn(run.user(), run.conversationId(), run.conversation().temporary());
    for (String addition : additions.instructions(turn)) {
      text.append(text.isEmpty() ? "" : "\n\n").append(addition);
    }
    return text.toString();
  }

  private String fill(String text, String userName) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    return text.replace("{{current_user}}", userName)
        .replace("{{current_date}}", now.toLocalDate().toString())
        .replace(
            "{{current_datetime}}", now.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")))
        .replace("{{iso_datetime}}", clock.instant().toString());
  }

  /** Parameters that are set; numbers may come as text, and empty text means unset. */
  static Map<String, JsonNode> parameters(ObjectNode settings) {
    Map<String, JsonNode> parameters = new HashMap<>();
    PARAMETERS.forEach(
        (setting, wireName) -> {
          JsonNode value = settings.get(setting);
          if (value != null && isSet(value)) {
            parameters.put(wireName, value);
          }
        });
    JsonNode maxTokens = parameters.get("max_tokens");
    if (maxTokens != null && maxTokens.isString()) {
      try {
        int number = Integer.parseInt(maxTokens.stringValue().strip());
        parameters.put("max_tokens", Json.MAPPER.getNodeFactory().numberNode(number));
      } catch (NumberFormatException e) {
        parameters.remove("max_tokens");
      }
    }
    return parameters;
  }

  private static boolean isSet(JsonNode value) {
    if (value.isNull() || (value.isString() && value.stringValue().isEmpty())) {
      return false;
    }
    return !(value.isArray() && value.isEmpty());
  }
}
