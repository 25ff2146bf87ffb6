package dev.klatch.generation;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.ConversationWire;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.MessageWire;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.json.Json;
import dev.klatch.provider.Part;
import dev.klatch.provider.TokenUsage;
import dev.klatch.sql.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the message of a run's events and saves it together with the run's end. */
final class Answers {
  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final RunStore runs;
  private final Clock clock;

  Answers(
      Database database,
      ConversationStore conversations,
      MessageStore messages,
      RunStore runs,
      Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * What a run must remember so that its answer can be saved without it.
   *
   * @param prefix content the answer starts with, as JSON parts
   */
  record Facts(
      String endpoint, String model, String sender, long userMessageAt, List<RunEvent> prefix) {
    /** JSON for the run's row. */
    String encode() {
      ObjectNode node = Json.object();
      node.put("endpoint", endpoint);
      node.put("model", model);
      node.put("sender", sender);
      node.put("questionAt", userMessageAt);
      if (!prefix.isEmpty()) {
        node.put("prefix", Base64.getEncoder().encodeToString(EventCodec.encode(prefix)));
      }
      return Json.write(node);
    }

    /** The inverse of {@link #encode}. */
    static Facts decode(String text) throws IOException {
      JsonNode node = Json.parse(text);
      List<RunEvent> prefix = new ArrayList<>();
      byte[] bytes = Base64.getDecoder().decode(Json.text(node, "prefix", ""));
      EventCodec.decode(new ByteArrayInputStream(bytes), prefix);
      return new Facts(
          Json.text(node, "endpoint", ""),
          Json.text(node, "model", ""),
          Json.text(node, "sender", ""),
          node.path("questionAt").asLong(0),
          prefix);
    }
  }

  /** The answer as it stands in the fold. */
  Message message(
      RunFold fold,
      String answerId,
      String conversationId,
      Message question,
      Facts facts,
      boolean unfinished) {
    Instant now = clock.instant();
    // Lists are in order of time; an answer must never sort before what it answers.
    Instant created = now.isAfter(question.createdAt()) ? now : question.createdAt().plusMillis(1);
    TokenUsage usage = fold.usage();
    List<Part> parts = fold.parts();
    return new Message(
        answerId,
        ObjectIds.of(answerId),
        conversationId,
        question.id(),
        false,
        facts.sender(),
        "",
        parts,
        facts.endpoint(),
        facts.model(),
        unfinished,
        false,
        fold.finishReason(),
        usage == null ? null : Integer.valueOf(usage.output()),
        usage == null ? null : metadata(usage),
        created,
        now);
  }

  private static ObjectNode metadata(TokenUsage usage) {
    ObjectNode metadata = Json.object();
    ObjectNode node = metadata.putObject("usage");
    node.put("input", usage.input());
    node.put("output", usage.output());
    node.put("cacheRead", usage.cacheRead());
    node.put("cacheWrite", usage.cacheWrite());
    if (usage.reasoning() > 0) {
      node.put("reasoning", usage.reasoning());
    }
    node.put("estimated", usage.estimated());
    return metadata;
  }

  /** Saves the answer and ends the run, in one transaction. */
  void save(Message answer, UUID run, String status, @Nullable Integer questionTokens) {
    database.change(
        handle -> {
          if (!conversations.exists(handle, answer.conversationId())) {
            // Deleted for good while the answer was being written: there is nothing to save it to.
            runs.end(handle, run, status, clock.millis());
            return;
          }
          messages.save(handle, answer);
          if (questionTokens != null) {
            messages.setTokenCount(handle, answer.parentId(), questionTokens);
          }
          conversations.touch(handle, answer.conversationId(), clock.instant());
          runs.end(handle, run, status, clock.millis());
        });
  }

  /** The last frame of a run: the conversation and both messages as they are now stored. */
  byte[] finalFrame(Run run, Message answer, boolean aborted, @Nullable Integer questionTokens) {
    Conversation conversation =
        conversations.find(run.user().id(), run.conversationId()).orElse(run.conversation());
    List<String> objectIds =
        database.read(handle -> messages.objectIds(handle, run.conversationId()));
    ObjectNode frame = Json.object();
    frame.put("final", true);
    frame.set("conversation", ConversationWire.full(conversation, objectIds));
    frame.put("title", conversation.title());
    ObjectNode question = FrameRenderer.requestMessage(run.userMessage(), true);
    if (questionTokens != null) {
      question.put("tokenCount", questionTokens);
    }
    frame.set("requestMessage", question);
    frame.set("responseMessage", MessageWire.full(answer, conversation));
    if (aborted) {
      frame.put("aborted", true);
      frame.put("earlyAbort", false);
    }
    frame.put(GenerationRoutes.PROTOCOL_FIELD, GenerationRoutes.PROTOCOL);
    return FrameRenderer.bytes(frame);
  }
}
