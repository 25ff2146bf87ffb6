package dev.klatch.generation.api;

import dev.klatch.generation.frame.FrameRenderer;
import dev.klatch.generation.journal.RunEnd;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunLog;
import dev.klatch.generation.run.Run;
import dev.klatch.generation.run.RunService;
import dev.klatch.generation.run.StartRequest;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/agents/chat}: starts, follows, resumes and stops runs (wire contract part 3). */
final class GenerationRoutes {
  /** The version of the control protocol that is served (wire contract 3.2). */
  static final int PROTOCOL = 1;

  /** Where replies and final frames name it. */
  static final String PROTOCOL_FIELD = "generationProtocolVersion";

  private static final String PROTOCOL_HEADER = "X-LibreChat-Generation-Protocol";

  private final RunService service;
  private final TitleService titles;
  private final MessageLimiter limiter;

  GenerationRoutes(RunService service, TitleService titles, MessageLimiter limiter) {
    this.limiter = limiter;
    this.service = service;
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
    router.post("/api/agents/chat/steer", Access.USER, GenerationRoutes::steer);
    router.get("/api/convos/gen_title/{id}", Access.USER, this::title);
  }

  private void start(Exchange exchange, String endpoint) {
    StartRequest request = StartRequest.parse(endpoint, exchange.jsonObject());
    limiter.count(
        exchange.principal().id(),
        exchange.clientAddress(),
        service.activeConversations(exchange.principal()).size());
    RunService.Started started = service.start(exchange.principal(), request);
    exchange.replyHeader(PROTOCOL_HEADER, Integer.toString(PROTOCOL));
    ObjectNode reply = Json.object();
    reply.put("streamId", started.conversationId());
    reply.put("conversationId", started.conversationId());
    reply.put("generationCreatedAt", started.epoch());
    reply.put("status", started.resumed() ? "resumed" : "started");
    reply.put(PROTOCOL_FIELD, PROTOCOL);
    exchange.reply(reply);
  }

  private void stream(Exchange exchange) throws IOException, InterruptedException {
    String id = exchange.pathParameter("id");
    Run run =
        service
            .find(exchange.principal(), id)
            .orElseThrow(
                () ->
                    AppException.notFound(
                        "No answer is being written in this conversation; the finished one is in its"
                            + " messages."));
    Long epoch = epoch(exchange.query("generationCreatedAt"));
    if (epoch != null && epoch != run.epoch()) {
      throw AppException.conflict(
          "GENERATION_REPLACED", "A newer answer has taken the place of this one.");
    }
    boolean resume = "true".equals(exchange.query("resume"));
    FrameRenderer renderer = new FrameRenderer(run, resume);
    exchange.replyHeader(PROTOCOL_HEADER, Integer.toString(PROTOCOL));
    if (resume) {
      RunLog.Resumed<byte[]> resumed = run.log().resume(renderer::sync);
      follow(exchange, renderer, resumed.reader(), resumed.snapshot());
    } else {
      follow(exchange, renderer, run.log().readFromStart(), renderer.created());
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
          frames.write(renderer.end(end, PROTOCOL));
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
    Optional<Run> found = service.find(exchange.principal(), exchange.pathParameter("id"));
    ObjectNode reply = Json.object();
    exchange.replyHeader(PROTOCOL_HEADER, Integer.toString(PROTOCOL));
    if (found.isEmpty() || found.get().log().isEnded()) {
      reply.put("active", false);
      reply.put(PROTOCOL_FIELD, PROTOCOL);
      exchange.reply(reply);
      return;
    }
    Run run = found.get();
    reply.put("active", true);
    reply.put(PROTOCOL_FIELD, PROTOCOL);
    reply.put("streamId", run.conversationId());
    reply.put("status", run.status().state().wireName());
    ObjectNode state = run.log().inspect(fold -> new FrameRenderer(run, true).resumeState(fold));
    reply.set("aggregatedContent", state.get("aggregatedContent"));
    reply.put("createdAt", run.epoch());
    reply.set("resumeState", state);
    exchange.reply(reply);
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
    JsonNode epochNode = body.get("generationCreatedAt");
    Long epoch =
        epochNode != null && epochNode.isIntegralNumber()
            ? Long.valueOf(epochNode.longValue())
            : null;
    exchange.replyHeader(PROTOCOL_HEADER, Integer.toString(PROTOCOL));
    boolean unnamed = id.isEmpty() || id.equals("new");
    Run run = service.abort(exchange.principal(), unnamed ? null : id, epoch);
    ObjectNode reply = Json.object();
    if (run.cancellation().isCancelled()) {
      reply.put("success", true);
      reply.put("aborted", run.conversationId());
    } else {
      reply.put("success", false);
      reply.put("settled", true);
      reply.put("code", "RUN_ALREADY_SETTLED");
      reply.put("terminalStatus", run.status().state().wireName());
    }
    reply.put(PROTOCOL_FIELD, PROTOCOL);
    exchange.reply(reply);
  }

  /** Clients keep the text and send it as a normal turn after the run (wire contract 3.8). */
  private static void steer(Exchange exchange) {
    throw new AppException(
        501,
        "STEER_UNSUPPORTED",
        "A running answer cannot be steered. Send the message when the answer is finished.");
  }

  private void title(Exchange exchange) throws InterruptedException {
    String title =
        titles
            .await(exchange.principal().id(), exchange.pathParameter("id"))
            .orElseThrow(() -> AppException.notFound("This conversation has no title yet."));
    exchange.reply(Json.object().put("title", title));
  }
}
