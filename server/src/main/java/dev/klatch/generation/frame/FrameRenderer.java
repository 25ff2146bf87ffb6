package dev.klatch.generation.frame;

import dev.klatch.conversation.ConversationWire;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageWire;
import dev.klatch.conversation.PartCodec;
import dev.klatch.generation.journal.RunEnd;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunFold;
import dev.klatch.generation.journal.Steer;
import dev.klatch.generation.run.Run;
import dev.klatch.generation.run.Target;
import dev.klatch.json.Json;
import dev.klatch.provider.TokenUsage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events as the frames of the wire contract (3.5). One renderer serves one reader, because
 * it remembers the ids of the steps it announced.
 */
public final class FrameRenderer {
  /** A comment line: keeps the connection alive and finds dead ones. */
  public static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.UTF_8);

  private static final byte[] PREFIX = "event: message\ndata: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DELTA_END = "\"}]}}}\n\n".getBytes(StandardCharsets.UTF_8);

  private final Run run;
  private final int hiddenParts;
  private final int protocol;
  private final Map<Integer, byte[]> deltaHeads = new HashMap<>();
  private final Map<Integer, RunEvent.StepOpened> steps = new HashMap<>();

  /**
   * @param resumed whether the reader takes up the whole content first; it then counts parts from
   *     the beginning, also where the starting reader adds an edited prefix by itself
   * @param protocol version of the control protocol the reader speaks
   */
  public FrameRenderer(Run run, boolean resumed, int protocol) {
    this.run = run;
    this.protocol = protocol;
    this.hiddenParts = resumed ? 0 : run.hiddenParts();
  }

  /** Writes the frames of an event; some events have none. */
  public void write(RunEvent event, OutputStream out) throws IOException {
    switch (event) {
      case RunEvent.TextAppended text -> delta(text.index(), text.text(), out);
      case RunEvent.ReasoningAppended text -> delta(text.index(), text.text(), out);
      case RunEvent.StepOpened opened -> {
        announce(opened);
        frame(named("on_run_step", stepOpened(opened)), out);
      }
      case RunEvent.StepClosed closed -> stepClosed(closed, out);
      case RunEvent.ToolCallNamed named ->
          toolCall(named.index(), named.callId(), named.name(), "", out);
      case RunEvent.ToolArgumentsAppended text ->
          toolCall(text.index(), null, null, text.text(), out);
      case RunEvent.Titled titled -> frame(title(titled.title()), out);
      case RunEvent.ContextMeasured measured ->
          frame(named("on_context_usage", contextUsage(measured)), out);
      case RunEvent.UsageReported usage -> frame(named("on_token_usage", tokenUsage(usage)), out);
      case RunEvent.Retrying retrying -> frame(named("on_retry", retry(retrying)), out);
      case RunEvent.SteersChanged steers -> {
        if (protocol > 1) {
          frame(named("on_steer_updated", steersChanged(steers.waiting())), out);
        }
      }
      case RunEvent.Failed ignored -> {}
      case RunEvent.Finished ignored -> {}
    }
  }

  private void announce(RunEvent.StepOpened step) {
    steps.put(step.index(), step);
    boolean reasoning = step.kind() == RunEvent.StepKind.REASONING;
    String head =
        "event: message\ndata: {\"event\":\""
            + (reasoning ? "on_reasoning_delta" : "on_message_delta")
            + "\",\"data\":{\"id\":\""
            + step.stepId()
            + "\",\"delta\":{\"content\":[{\"type\":\""
            + (reasoning ? "think\",\"think\":\"" : "text\",\"text\":\"");
    deltaHeads.put(step.index(), head.getBytes(StandardCharsets.UTF_8));
  }

  /** The hot frame, put together from bytes prepared when the step was announced. */
  private void delta(int index, String text, OutputStream out) throws IOException {
    byte[] head = deltaHeads.get(index);
    if (head != null) {
      out.write(head);
      out.write(JsonStringEncoder.getInstance().quoteAsUTF8(text));
      out.write(DELTA_END);
    }
  }

  private int shown(int index) {
    return index - hiddenParts;
  }

  private ObjectNode stepOpened(RunEvent.StepOpened step) {
    ObjectNode data = Json.object();
    data.put("stepIndex", stepIndex(step));
    data.put("id", step.stepId());
    boolean tool = step.kind() == RunEvent.StepKind.TOOL_CALL;
    data.put("type", tool ? "tool_calls" : "message_creation");
    data.put("index", shown(step.index()));
    ObjectNode details = data.putObject("stepDetails");
    details.put("type", tool ? "tool_calls" : "message_creation");
    if (tool) {
      details.putArray("tool_calls");
    } else {
      String upstreamId = step.upstreamId().isEmpty() ? run.answerId() : step.upstreamId();
      details
          .putObject("message_creation")
          .put("message_id", upstreamId)
          .put("content_type", step.kind() == RunEvent.StepKind.REASONING ? "think" : "text");
    }
    data.putNull("usage");
    data.put("status", "in_progress");
    data.put("runId", run.answerId());
    speaker(data, step.lane());
    data.put("created_at", step.at());
    return data;
  }

  /** Whose step it is, where several answer side by side. */
  private void speaker(ObjectNode data, int lane) {
    if (run.isParallel()) {
      data.put("agentId", run.targets().get(lane).agentId()).put("groupId", PartCodec.GROUP);
    }
  }

  private void stepClosed(RunEvent.StepClosed closed, OutputStream out) throws IOException {
    RunEvent.StepOpened step = steps.get(closed.index());
    if (step == null) {
      return;
    }
    boolean tool = step.kind() == RunEvent.StepKind.TOOL_CALL;
    ObjectNode data = Json.object();
    data.put("id", step.stepId());
    data.put("index", shown(closed.index()));
    data.put("type", tool ? "tool_calls" : "message_creation");
    data.put("status", closingStatus(closed));
    data.put("closed_at", closed.at());
    data.put("created_at", step.at());
    data.put("runId", run.answerId());
    speaker(data, step.lane());
    data.put("stepIndex", stepIndex(step));
    frame(named("on_run_step_closed", data), out);
  }

  /**
   * The place within one call of the model, as recorded traffic has it: thinking and text come
   * first, the tool calls after them.
   */
  private static int stepIndex(RunEvent.StepOpened step) {
    return step.kind() == RunEvent.StepKind.TOOL_CALL ? 1 : 0;
  }

  private String closingStatus(RunEvent.StepClosed closed) {
    if (closed.completed()) {
      return "completed";
    }
    return run.cancellation().isCancelled() ? "cancelled" : "failed";
  }

  private void toolCall(
      int index, @Nullable String id, @Nullable String name, String arguments, OutputStream out)
      throws IOException {
    RunEvent.StepOpened step = steps.get(index);
    if (step == null) {
      return;
    }
    ObjectNode data = Json.object();
    data.put("id", step.stepId());
    ObjectNode delta = data.putObject("delta");
    delta.put("type", "tool_calls");
    ObjectNode call = delta.putArray("tool_calls").addObject();
    if (id != null) {
      call.put("id", id);
    }
    if (name != null) {
      call.put("name", name);
    }
    call.put("args", arguments).put("type", "tool_call_chunk");
    frame(named("on_run_step_delta", data), out);
  }

  private ObjectNode title(String title) {
    ObjectNode data = Json.object();
    data.put("conversationId", run.conversationId()).put("title", title);
    return named("title", data);
  }

  private ObjectNode contextUsage(RunEvent.ContextMeasured measured) {
    int budget = measured.contextTokens() - measured.contextTokens() / 20;
    ObjectNode data = Json.object();
    data.put("runId", run.answerId());
    data.put("agentId", run.targets().get(measured.lane()).agentId());
    ObjectNode breakdown = data.putObject("breakdown");
    breakdown.put("maxContextTokens", measured.contextTokens());
    int messageTokens = measured.promptTokens() - measured.instructionTokens();
    breakdown.put("instructionTokens", measured.instructionTokens());
    breakdown.put("systemMessageTokens", measured.instructionTokens());
    for (String zero :
        List.of("dynamicInstructionTokens", "toolSchemaTokens", "summaryTokens", "toolCount")) {
      breakdown.put(zero, 0);
    }
    breakdown.put("messageCount", measured.messageCount());
    breakdown.put("messageTokens", messageTokens);
    breakdown.put("availableForMessages", Math.max(0, budget - measured.instructionTokens()));
    breakdown.putObject("toolTokenCounts");
    data.put("contextBudget", budget);
    data.put("effectiveInstructionTokens", measured.instructionTokens());
    data.put("prePruneContextTokens", measured.promptTokens());
    data.put("remainingContextTokens", Math.max(0, budget - measured.promptTokens()));
    data.put("calibrationRatio", 1);
    return data;
  }

  private ObjectNode tokenUsage(RunEvent.UsageReported reported) {
    TokenUsage usage = reported.usage();
    Target target = run.targets().get(reported.lane());
    ObjectNode data = Json.object();
    data.put("input_tokens", usage.input());
    data.put("output_tokens", usage.output());
    data.put("total_tokens", usage.input() + usage.output());
    data.putObject("input_token_details")
        .put("cache_creation", usage.cacheWrite())
        .put("cache_read", usage.cacheRead());
    data.put("model", target.model());
    data.put("provider", target.endpoint().name());
    data.put("runId", run.answerId());
    data.put("seq", reported.lane());
    data.put("estimated", usage.estimated());
    return data;
  }

  private ObjectNode steersChanged(List<Steer> waiting) {
    ObjectNode data = Json.object().put("conversationId", run.conversationId());
    ArrayNode nodes = data.putArray("steers");
    for (Steer steer : waiting) {
      ObjectNode node = nodes.addObject().put("steerId", steer.id());
      if (steer.clientId() != null) {
        node.put("clientSteerId", steer.clientId());
      }
      node.put("preempt", false).put("preemptRevision", 0);
    }
    return data;
  }

  private static ObjectNode retry(RunEvent.Retrying retrying) {
    ObjectNode data = Json.object();
    data.put("attempt", retrying.attempt());
    data.put("maxAttempts", retrying.maxAttempts());
    data.put("delayMs", retrying.delayMillis());
    data.put("kind", retrying.kind());
    if (retrying.status() != null) {
      data.put("status", retrying.status());
    }
    data.put("message", retrying.message());
    return data;
  }

  private static ObjectNode named(String event, ObjectNode data) {
    ObjectNode frame = Json.object();
    frame.put("event", event);
    frame.set("data", data);
    return frame;
  }

  /** The first frame: fixes the ids of the user's message and of the conversation. */
  public byte[] created() {
    ObjectNode frame = Json.object();
    frame.put("created", true);
    frame.set("message", requestMessage(run.userMessage(), false));
    frame.put("streamId", run.conversationId());
    return bytes(frame);
  }

  public static ObjectNode requestMessage(Message m, boolean withTokens) {
    ObjectNode node = Json.object();
    node.put("messageId", m.id());
    node.put("parentMessageId", m.parentId());
    node.put("conversationId", m.conversationId());
    node.put("sender", m.sender());
    node.put("text", m.text());
    node.put("isCreatedByUser", true);
    attached(node, m.extras());
    if (withTokens && m.tokenCount() != null) {
      node.put("tokenCount", m.tokenCount());
    }
    return node;
  }

  private static void attached(ObjectNode node, Message.Extras extras) {
    if (!extras.quotes().isEmpty()) {
      ArrayNode quotes = node.putArray("quotes");
      extras.quotes().forEach(quotes::add);
    }
    if (!extras.files().isEmpty()) {
      ArrayNode files = node.putArray("files");
      extras.files().forEach(files::add);
    }
  }

  /** The frame a resuming reader gets first: everything so far. */
  public byte[] sync(RunFold fold, List<Steer> steers) {
    ObjectNode frame = Json.object();
    frame.put("sync", true);
    frame.set("resumeState", resumeState(fold, steers));
    frame.putArray("pendingEvents");
    return bytes(frame);
  }

  /** The state of the run as clients take it up: steps, content, messages. */
  public ObjectNode resumeState(RunFold fold, List<Steer> steers) {
    ObjectNode state = Json.object();
    ArrayNode runSteps = state.putArray("runSteps");
    for (RunEvent.StepOpened step : fold.steps()) {
      announce(step);
      runSteps.add(stepOpened(step));
    }
    state.set("aggregatedContent", content(fold));
    state.set("userMessage", requestMessage(run.userMessage(), false));
    state.put("responseMessageId", run.answerId());
    state.put("conversationId", run.conversationId());
    state.put("sender", run.sender());
    state.put("model", run.model());
    String title = fold.title();
    if (title != null) {
      state.set("titleEvent", title(title));
    }
    for (RunEvent.ContextMeasured measured : fold.contexts().reversed()) {
      state.set("contextUsage", contextUsage(measured));
    }
    if (!steers.isEmpty()) {
      state.set("pendingSteers", steers(steers));
    }
    return state;
  }

  /** The content so far, as the message will be saved. */
  private ArrayNode content(RunFold fold) {
    List<String> speakers =
        run.isParallel()
            ? fold.lanes().stream().map(lane -> run.targets().get(lane).agentId()).toList()
            : List.of();
    return PartCodec.toJson(fold.parts(), speakers);
  }

  /** The last frame of a run: the conversation and both messages as they are now stored. */
  public byte[] end(RunEnd end) {
    return switch (end) {
      case RunEnd.Lost lost ->
          protocol < 2 ? error(lost.message()) : reconcile("terminal_payload_missing", "complete");
      case RunEnd.Answered answered -> answered(answered);
    };
  }

  private byte[] answered(RunEnd.Answered end) {
    ObjectNode frame = Json.object();
    frame.put("final", true);
    frame.set("conversation", ConversationWire.full(end.conversation(), end.objectIds()));
    frame.put("title", end.conversation().title());
    ObjectNode question = requestMessage(end.question(), true);
    if (end.questionTokens() != null) {
      question.put("tokenCount", end.questionTokens());
    }
    frame.set("requestMessage", question);
    frame.set("responseMessage", MessageWire.full(end.answer(), end.conversation()));
    if (end.stopped()) {
      frame.put("aborted", true);
      frame.put("earlyAbort", false);
    }
    if (!end.steers().isEmpty()) {
      frame.set("pendingSteers", steers(end.steers()));
    }
    frame.put("generationProtocolVersion", protocol);
    return bytes(frame);
  }

  private byte[] reconcile(String reason, String terminalStatus) {
    return reconcile(
        reason, terminalStatus, run.epoch(), ConversationWire.full(run.conversation(), List.of()));
  }

  /**
   * The last frame of a run that ended elsewhere: the client reloads the messages (version 2 of the
   * control protocol).
   *
   * @param conversation as stored, in the wire contract's form
   */
  public static byte[] reconcile(
      String reason, String terminalStatus, long epoch, ObjectNode conversation) {
    ObjectNode frame = Json.object();
    frame.put("final", true).put("reconcile", true);
    frame.put("reconcileReason", reason).put("terminalStatus", terminalStatus);
    frame.put("generationCreatedAt", epoch);
    frame.set("conversation", conversation);
    frame.put("generationProtocolVersion", 2);
    return bytes(frame);
  }

  /** Texts that wait, as clients take them up. */
  public static ArrayNode steers(List<Steer> steers) {
    ArrayNode array = Json.array();
    for (Steer steer : steers) {
      ObjectNode node = array.addObject().put("steerId", steer.id());
      if (steer.clientId() != null) {
        node.put("clientSteerId", steer.clientId());
      }
      node.put("text", steer.text()).put("createdAt", steer.at());
    }
    return array;
  }

  private static void frame(ObjectNode frame, OutputStream out) throws IOException {
    out.write(PREFIX);
    out.write(Json.writeBytes(frame));
    out.write(END);
  }

  /** A whole frame. */
  public static byte[] bytes(ObjectNode frame) {
    byte[] json = Json.writeBytes(frame);
    byte[] bytes = new byte[PREFIX.length + json.length + END.length];
    System.arraycopy(PREFIX, 0, bytes, 0, PREFIX.length);
    System.arraycopy(json, 0, bytes, PREFIX.length, json.length);
    System.arraycopy(END, 0, bytes, PREFIX.length + json.length, END.length);
    return bytes;
  }

  /** The terminal error frame of a stream. */
  public static byte[] error(String message) {
    String data = Json.write(Json.object().put("error", message));
    return ("event: error\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
