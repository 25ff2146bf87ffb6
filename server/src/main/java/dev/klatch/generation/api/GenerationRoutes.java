package dev.klatch.generation.api;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationWire;
import dev.klatch.generation.frame.FrameRenderer;
import dev.klatch.generation.journal.RunEnd;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunLog;
import dev.klatch.generation.journal.Steer;
import dev.klatch.generation.run.Run;
import dev.klatch.generation.run.RunService;
import dev.klatch.generation.run.StartRequest;
import dev.klatch.generation.run.StartRequestWire;
import dev.klatch.generation.run.SteerService;
import dev.klatch.generation.title.TitleService;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import dev.klatch.usage.MessageLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/agents/chat}: starts, follows, resumes and stops runs (wire contract part 3). */
final class GenerationRoutes {
  private final RunService service;
  private final SteerService steers;
  private final TitleService titles;
  private final MessageLimiter limiter;

  GenerationRoutes(
      RunService service, SteerService steers, TitleService titles, MessageLimiter limiter) {
    this.limiter = limiter;
    this.service = service;
    this.steers = steers;
    this.titles = titles;
  }

  void register(Router router) {
    router.post("/api/agents/chat", Access.USER, exchange -> start(exchange, ""));
    router.post(
        "/api/agents/chat/{endpoint}",
        Access.USER,
        exchange -> start(exchange, exchange.pathParameter("endpoint")));
    router.get("/api/agents/chat/stream/{id}", Access.USER, this::stream);
    router.get("/api/agents/chat/status/{id}", Access.USER, this::status);
    router.get("/api/agents/chat/active", Access.USER, this::active);
    router.post("/api/agents/chat/abort", Access.USER, this::abort);
    router.get("/api/convos/gen_title/{id}", Access.USER, this::title);
  }

  private void start(Exchange exchange, String endpoint) {
    JsonNode body = exchange.jsonObject();
    int protocol = Protocol.asked(exchange, body);
    StartRequest request = StartRequestWire.parse(endpoint, body, protocol);
    limiter.count(
        exchange.principal().id(),
        exchange.clientAddress(),
        service.activeConversations(exchange.principal()).size());
    Protocol.name(exchange, protocol);
    RunService.Started started = service.start(exchange.principal(), request);
    ObjectNode reply = Json.object();
    RunService.Outcome outcome = known(started.outcome(), protocol);
    if (outcome != RunService.Outcome.SETTLED) {
      reply.put("streamId", started.conversationId());
    }
    reply.put("conversationId", started.conversationId());
    reply.put("generationCreatedAt", started.epoch());
    reply.put("status", outcome.name().toLowerCase(Locale.ROOT));
    exchange.reply(reply.put(Protocol.FIELD, protocol));
  }

  /** Version 1 knows no other: its clients find out when they follow the stream. */
  private static RunService.Outcome known(RunService.Outcome outcome, int protocol) {
    return protocol < Protocol.NEWEST && outcome != RunService.Outcome.STARTED
        ? RunService.Outcome.RESUMED
        : outcome;
  }

  private void stream(Exchange exchange) throws IOException, InterruptedException {
    String id = exchange.pathParameter("id");
    Long epoch = epoch(exchange.query("generationCreatedAt"));
    Optional<Run> found = service.find(exchange.principal(), id);
    if (found.isEmpty()) {
      settled(exchange, id, epoch);
      return;
    }
    Run run = found.get();
    if (epoch != null && epoch != run.epoch()) {
      throw AppException.conflict(
          "GENERATION_REPLACED", "A newer answer has taken the place of this one.");
    }
    int protocol = Math.min(Protocol.asked(exchange, null), run.protocol());
    boolean resume = "true".equals(exchange.query("resume"));
    FrameRenderer renderer = new FrameRenderer(run, resume, protocol);
    Protocol.name(exchange, protocol);
    if (resume) {
      List<Steer> waiting = steers.waiting(run);
      RunLog.Resumed<byte[]> resumed = run.log().resume(fold -> renderer.sync(fold, waiting));
      follow(exchange, renderer, resumed.reader(), resumed.snapshot());
    } else {
      follow(exchange, renderer, run.log().readFromStart(), renderer.created());
    }
  }

  /** A run that is over and forgotten: its end is stored, and the client reloads the messages. */
  private void settled(Exchange exchange, String id, @Nullable Long epoch) throws IOException {
    Optional<RunService.RunStatus> ended =
        epoch == null || Protocol.asked(exchange, null) < Protocol.NEWEST
            ? Optional.empty()
            : service.ended(exchange.principal(), id, epoch);
    Optional<Conversation> conversation = service.conversation(exchange.principal(), id);
    if (epoch == null || ended.isEmpty() || conversation.isEmpty()) {
      throw AppException.notFound(
          "No answer is being written in this conversation; the finished one is in its messages.");
    }
    Protocol.name(exchange, Protocol.NEWEST);
    try (OutputStream out = exchange.eventStream()) {
      out.write(
          FrameRenderer.reconcile(
              "terminal_payload_missing",
              ended.get().wireName(),
              epoch,
              ConversationWire.full(conversation.get(), List.of())));
    }
  }

  /** Sends the first frame, then what the reader finds, one flush for each batch. */
  private static void follow(
      Exchange exchange, FrameRenderer renderer, RunLog.Reader reader, byte[] first)
      throws IOException, InterruptedException {
    try (reader;
        OutputStream out = exchange.eventStream()) {
      out.write(first);
      out.flush();
      ByteArrayOutputStream frames = new ByteArrayOutputStream(512);
      boolean more = true;
      while (more) {
        RunLog.Batch batch = reader.next();
        for (RunEvent event : batch.events()) {
          renderer.write(event, frames);
        }
        RunEnd end = batch.end();
        if (end != null) {
          frames.write(renderer.end(end));
          more = false;
        } else if (batch.events().isEmpty()) {
          frames.write(FrameRenderer.PING);
        }
        out.write(frames.toByteArray());
        out.flush();
        frames.reset();
      }
    }
  }

  /** The run a body names by its epoch, or null. */
  static @Nullable Long epoch(JsonNode body) {
    JsonNode epoch = body.get("generationCreatedAt");
    return epoch != null && epoch.isIntegralNumber() ? Long.valueOf(epoch.longValue()) : null;
  }

  private static @Nullable Long epoch(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw AppException.badRequest(
          "INVALID_GENERATION_IDENTITY", "generationCreatedAt must be a number of milliseconds.");
    }
  }

  private void status(Exchange exchange) {
    String id = exchange.pathParameter("id");
    Optional<Run> found = service.find(exchange.principal(), id);
    int asked = Protocol.asked(exchange, null);
    ObjectNode reply = Json.object();
    if (found.isEmpty() || found.get().log().isEnded()) {
      reply.put("active", false);
      List<Steer> left = steers.leftovers(exchange.principal(), id);
      if (!left.isEmpty()) {
        reply.set("unrecoveredSteers", FrameRenderer.steers(left));
      }
      Protocol.reply(exchange, 200, reply, asked);
      return;
    }
    Run run = found.get();
    List<Steer> waiting = steers.waiting(run);
    reply.put("active", true);
    reply.put("streamId", run.conversationId());
    reply.put("status", run.status().state().wireName());
    ObjectNode state =
        run.log()
            .inspect(
                fold -> new FrameRenderer(run, true, Protocol.NEWEST).resumeState(fold, waiting));
    reply.set("aggregatedContent", state.get("aggregatedContent"));
    reply.put("createdAt", run.epoch());
    reply.set("resumeState", state);
    Protocol.reply(exchange, 200, reply, Math.min(asked, run.protocol()));
  }

  private void active(Exchange exchange) {
    ObjectNode reply = Json.object();
    var ids = reply.putArray("activeJobIds");
    service.activeConversations(exchange.principal()).forEach(ids::add);
    exchange.reply(reply);
  }

  private void abort(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    String id = Json.text(body, "streamId", Json.text(body, "conversationId", ""));
    if (id.isEmpty()) {
      String key = Json.text(body, "abortKey", "");
      id = key.contains(":") ? key.substring(0, key.indexOf(':')) : key;
    }
    Long epoch = epoch(body);
    int protocol = Protocol.asked(exchange, body);
    boolean unnamed = id.isEmpty() || id.equals("new");
    if (!unnamed && epoch != null && service.find(exchange.principal(), id).isEmpty()) {
      Optional<RunService.RunStatus> ended = service.ended(exchange.principal(), id, epoch);
      if (ended.isPresent()) {
        Protocol.reply(exchange, 200, alreadySettled(ended.get().wireName()), protocol);
        return;
      }
    }
    Protocol.name(exchange, protocol);
    Run run = service.abort(exchange.principal(), unnamed ? null : id, epoch);
    exchange.reply(aborted(run).put(Protocol.FIELD, protocol));
  }

  private ObjectNode aborted(Run run) {
    if (!run.cancellation().isCancelled()) {
      return alreadySettled(run.status().state().wireName());
    }
    ObjectNode reply = Json.object();
    reply.put("success", true);
    reply.put("aborted", run.conversationId());
    if (run.status().isUnsaved()) {
      reply.put("persistenceFailed", true);
    }
    List<Steer> left = steers.waiting(run);
    if (!left.isEmpty()) {
      reply.set("pendingSteers", FrameRenderer.steers(left));
    }
    return reply;
  }

  private static ObjectNode alreadySettled(String terminalStatus) {
    ObjectNode reply = Json.object();
    reply.put("success", false);
    reply.put("settled", true);
    reply.put("code", "RUN_ALREADY_SETTLED");
    reply.put("terminalStatus", terminalStatus);
    return reply;
  }

  private void title(Exchange exchange) throws InterruptedException {
    String title =
        titles
            .await(exchange.principal().id(), exchange.pathParameter("id"))
            .orElseThrow(() -> AppException.notFound("This conversation has no title yet."));
    exchange.reply(Json.object().put("title", title));
  }
}
