package dev.klatch.generation.run;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.generation.journal.EventCodec;
import dev.klatch.generation.journal.RunEnd;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunFold;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the message of a run's events and saves it together with the run's end. */
final class Answers {
  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final RunStore runs;
  private final SteerStore steers;
  private final Clock clock;

  Answers(
      Database database,
      ConversationStore conversations,
      MessageStore messages,
      RunStore runs,
      SteerStore steers,
      Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.runs = runs;
    this.steers = steers;
    this.clock = clock;
  }

  /**
   * What a run must remember so that its answer can be saved without it.
   *
   * @param agents agent id of each lane; empty when one model answers
   * @param prefix content the answer starts with
   */
  record Facts(
      String endpoint,
      String model,
      String sender,
      List<String> agents,
      long userMessageAt,
      List<RunEvent> prefix) {
    /** JSON for the run's row. */
    String encode() {
      ObjectNode node = Json.object();
      node.put("endpoint", endpoint);
      node.put("model", model);
      node.put("sender", sender);
      ArrayNode lanes = node.putArray("agents");
      agents.forEach(lanes::add);
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
      List<String> agents = new ArrayList<>();
      node.path("agents").forEach(agent -> agents.add(agent.asString("")));
      return new Facts(
          Json.text(node, "endpoint", ""),
          Json.text(node, "model", ""),
          Json.text(node, "sender", ""),
          agents,
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
        metadata(usage, fold.contexts()),
        extras(fold, facts),
        created,
        now);
  }

  private static Message.Extras extras(RunFold fold, Facts facts) {
    return facts.agents().isEmpty()
        ? Message.Extras.NONE
        : Message.Extras.NONE.withSpeakers(
            fold.lanes().stream().map(lane -> facts.agents().get(lane)).toList());
  }

  /** What the answer used and how full the context was; null where neither is known. */
  private static @Nullable ObjectNode metadata(
      @Nullable TokenUsage usage, List<RunEvent.ContextMeasured> contexts) {
    if (usage == null && contexts.isEmpty()) {
      return null;
    }
    ObjectNode metadata = Json.object();
    if (usage != null) {
      putUsage(metadata, usage);
    }
    if (!contexts.isEmpty()) {
      metadata.putObject("klatch").set("contextUsage", contextUsage(contexts.getFirst()));
    }
    return metadata;
  }

  /** In the words of the frame that told it while the answer was written. */
  private static ObjectNode contextUsage(RunEvent.ContextMeasured measured) {
    ObjectNode node = Json.object();
    node.putObject("breakdown")
        .put("maxContextTokens", measured.contextTokens())
        .put("instructionTokens", measured.instructionTokens())
        .put("messageTokens", measured.promptTokens() - measured.instructionTokens())
        .put("messageCount", measured.messageCount());
    return node;
  }

  private static void putUsage(ObjectNode metadata, TokenUsage usage) {
    ObjectNode node = metadata.putObject("usage");
    node.put("input", usage.input());
    node.put("output", usage.output());
    node.put("cacheRead", usage.cacheRead());
    node.put("cacheWrite", usage.cacheWrite());
    if (usage.reasoning() > 0) {
      node.put("reasoning", usage.reasoning());
    }
    node.put("estimated", usage.estimated());
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

  /** The end of a run as its readers are told: everything as it is now stored. */
  RunEnd end(Run run, Message answer, boolean stopped, @Nullable Integer questionTokens) {
    Conversation conversation =
        conversations.find(run.user().id(), run.conversationId()).orElse(run.conversation());
    List<String> objectIds =
        database.read(handle -> messages.objectIds(handle, run.conversationId()));
    return new RunEnd.Answered(
        conversation,
        objectIds,
        run.userMessage(),
        answer,
        stopped,
        questionTokens,
        steers.of(run.conversationId(), run.epoch()));
  }
}
