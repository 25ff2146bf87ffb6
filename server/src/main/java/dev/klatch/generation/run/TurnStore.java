package dev.klatch.generation.run;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.generation.MessageFiles;
import dev.klatch.generation.journal.Prefixes;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.Steer;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.Part;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/**
 * The beginning of a turn, in one transaction: conversation, user's message, run. What was typed is
 * safe when this returns.
 */
final class TurnStore {
  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final RunStore runs;
  private final MessageFiles files;
  private final SteerStore steers;
  private final Duration temporaryRetention;
  private final Clock clock;

  TurnStore(
      Database database,
      ConversationStore conversations,
      MessageStore messages,
      RunStore runs,
      MessageFiles files,
      SteerStore steers,
      Duration temporaryRetention,
      Clock clock) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.runs = runs;
    this.files = files;
    this.steers = steers;
    this.temporaryRetention = temporaryRetention;
    this.clock = clock;
  }

  /** A turn that has begun. */
  record Turn(
      UUID runId,
      long epoch,
      Conversation conversation,
      boolean firstTurn,
      Message question,
      String answerId,
      List<Part> prefix,
      Answers.Facts facts) {}

  /** What the new answer hangs on and starts with. */
  private record Plan(Message question, boolean isNew, String answerId, List<Part> prefix) {}

  Turn begin(
      Principal user,
      StartRequest request,
      List<Target> targets,
      String conversationId,
      Optional<Conversation> existing) {
    Instant now = clock.instant();
    Target target = targets.getFirst();
    ObjectNode settings = settings(request, target);
    List<ObjectNode> files =
        this.files.check(user, request.fileIds(), target.endpoint(), target.model());
    return database.write(
        handle -> {
          Conversation conversation =
              existing.isPresent()
                  ? existing.get()
                  : insert(handle, user, request, target, conversationId, settings, now);
          recover(handle, request, conversation.id());
          Plan plan = plan(handle, request, conversation.id(), target, files, now);
          if (plan.isNew()) {
            messages.save(handle, plan.question());
            this.files.bind(handle, user, files, conversation.id(), plan.question().id());
          }
          if (existing.isPresent()) {
            conversations.touch(
                handle,
                conversationId,
                target.shownEndpoint(),
                target.conversationModel(),
                settings,
                now);
          }
          long epoch = Math.max(now.toEpochMilli(), runs.lastEpoch(handle, conversationId) + 1);
          List<RunEvent> prefix =
              Prefixes.events(plan.prefix(), request.continued(), now.toEpochMilli());
          Answers.Facts facts =
              new Answers.Facts(
                  target.shownEndpoint(),
                  target.shownModel(),
                  target.sender(),
                  agents(targets),
                  plan.question().createdAt().toEpochMilli(),
                  prefix);
          UUID runId = UUID.randomUUID();
          runs.insert(handle, row(runId, user, conversationId, epoch, request, plan, facts), epoch);
          return new Turn(
              runId,
              epoch,
              conversation,
              existing.isEmpty(),
              plan.question(),
              plan.answerId(),
              plan.prefix(),
              facts);
        });
  }

  private static List<String> agents(List<Target> targets) {
    return targets.size() < 2 ? List.of() : targets.stream().map(Target::agentId).toList();
  }

  /** A text that waited becomes this turn: it must be the one that waited, and only once. */
  private void recover(Handle handle, StartRequest request, String conversationId) {
    String steerId = request.control().recoverySteerId();
    if (steerId == null) {
      return;
    }
    Steer steer =
        steers
            .find(conversationId, steerId)
            .orElseThrow(
                () ->
                    AppException.badRequest(
                        "INVALID_RECOVERY_REQUEST", "This message does not wait any more."));
    if (!steer.text().equals(request.text())) {
      throw AppException.conflict(
          "RECOVERY_PAYLOAD_MISMATCH", "The message that waits says something else.");
    }
    steers.remove(handle, conversationId, steerId);
  }

  private static RunStore.Row row(
      UUID id,
      Principal user,
      String conversationId,
      long epoch,
      StartRequest request,
      Plan plan,
      Answers.Facts facts) {
    return new RunStore.Row(
        id,
        user.id(),
        conversationId,
        epoch,
        request.clientRequestId(),
        plan.question().id(),
        plan.answerId(),
        facts.encode(),
        "running");
  }

  private Conversation insert(
      Handle handle,
      Principal user,
      StartRequest request,
      Target target,
      String id,
      ObjectNode settings,
      Instant now) {
    if (conversations.exists(handle, id)) {
      throw AppException.notFound("Conversation " + id + " was not found.");
    }
    Conversation conversation =
        new Conversation(
            id,
            ObjectIds.of(id),
            user.id(),
            Conversation.UNTITLED,
            target.shownEndpoint(),
            target.conversationModel(),
            settings,
            false,
            null,
            false,
            request.temporary(),
            now,
            now,
            request.temporary() ? now.plus(temporaryRetention) : null);
    conversations.insert(handle, conversation);
    if (request.projectId() == null) {
      return conversation;
    }
    // A project that is gone or somebody else's puts it into none: what was typed matters more.
    conversations.assign(handle, user.id(), id, request.projectId());
    return conversations.find(handle, user.id(), id).orElse(conversation);
  }

  private Plan plan(
      Handle handle,
      StartRequest request,
      String conversationId,
      Target target,
      List<ObjectNode> files,
      Instant now) {
    if (request.continued() && request.editedPart() == null) {
      Message answer = answer(handle, request, conversationId);
      return new Plan(
          question(handle, conversationId, answer.parentId()), false, answer.id(), content(answer));
    }
    if (request.editedPart() != null) {
      Message answer = answer(handle, request, conversationId);
      return new Plan(
          question(handle, conversationId, answer.parentId()),
          false,
          UUID.randomUUID().toString(),
          edited(answer, request.editedPart()));
    }
    if (request.regenerate() && request.overrideParentMessageId() != null) {
      Message question = question(handle, conversationId, request.overrideParentMessageId());
      return new Plan(question, false, UUID.randomUUID().toString(), List.of());
    }
    Message question = newQuestion(handle, request, conversationId, target, files, now);
    return new Plan(question, true, UUID.randomUUID().toString(), List.of());
  }

  private Message answer(Handle handle, StartRequest request, String conversationId) {
    String id = request.responseMessageId();
    String plain = id == null ? "" : id.endsWith("_") ? id.substring(0, id.length() - 1) : id;
    return messages
        .find(handle, conversationId, plain)
        .filter(message -> !message.fromUser())
        .map(TurnStore::single)
        .orElseThrow(
            () ->
                AppException.notFound(
                    "The answer to go on from was not found in this conversation."));
  }

  /** What several models wrote has no one end to go on from. */
  private static Message single(Message answer) {
    if (!answer.extras().speakers().isEmpty()) {
      throw AppException.badRequest(
          "PARALLEL_ANSWER", "Two models wrote this answer. Keep one of them first.");
    }
    return answer;
  }

  private Message question(Handle handle, String conversationId, String id) {
    return messages
        .find(handle, conversationId, id)
        .filter(Message::fromUser)
        .orElseThrow(
            () ->
                AppException.notFound("The message to answer was not found in this conversation."));
  }

  private static List<Part> content(Message answer) {
    return answer.parts().isEmpty() && !answer.text().isEmpty()
        ? List.of(new Part.Text(answer.text()))
        : answer.parts().stream().filter(part -> !(part instanceof Part.Failure)).toList();
  }

  /** The parts up to the edited one, which is replaced; what came after it is written anew. */
  private static List<Part> edited(Message answer, StartRequest.EditedPart edit) {
    List<Part> content = content(answer);
    if (edit.index() >= content.size()) {
      throw AppException.badRequest(
          "INVALID_EDIT", "The answer has no part " + edit.index() + " to edit.");
    }
    List<Part> kept = new ArrayList<>(content.subList(0, edit.index()));
    kept.add(edit.reasoning() ? new Part.Reasoning(edit.text()) : new Part.Text(edit.text()));
    return kept;
  }

  private Message newQuestion(
      Handle handle,
      StartRequest request,
      String conversationId,
      Target target,
      List<ObjectNode> files,
      Instant now) {
    if (request.text().isBlank() && files.isEmpty()) {
      throw AppException.badRequest("EMPTY_TEXT", "The message is empty. Write something first.");
    }
    String parent = request.parentMessageId();
    if (!parent.equals(Message.ROOT) && messages.find(handle, conversationId, parent).isEmpty()) {
      throw AppException.notFound(
          "The message this one follows was not found in this conversation. Reload the page.");
    }
    String waiting = request.control().recoverySteerId();
    String id = waiting == null ? UUID.randomUUID().toString() : waiting;
    return new Message(
        id,
        ObjectIds.of(id),
        conversationId,
        parent,
        true,
        "User",
        request.text(),
        List.of(),
        target.shownEndpoint(),
        null,
        false,
        false,
        null,
        null,
        null,
        extras(request, files),
        now,
        now);
  }

  private static Message.Extras extras(StartRequest request, List<ObjectNode> files) {
    Message.Extras extras = Message.Extras.NONE.withFiles(files).withQuotes(request.quotes());
    return request.added() == null ? extras : extras.withSpeakers(List.of());
  }

  /** The request's settings with what clients expect to find beside them. */
  private static ObjectNode settings(StartRequest request, Target target) {
    ObjectNode settings = request.choice().settings().deepCopy();
    if (!target.stored() && target.endpoint().type() != EndpointConfig.Type.OPENAI) {
      settings.put("endpointType", "custom");
    }
    settings.put("agent_id", target.agentId());
    return settings;
  }
}
