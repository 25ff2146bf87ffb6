package dev.klatch.generation.frame;

import dev.klatch.conversation.ConversationWire;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageWire;
import dev.klatch.conversation.PartCodec;
import dev.klatch.generation.journal.RunEnd;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunFold;
import dev.klatch.generation.run.Run;
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
import tools.jackson.databind.JsonNode;
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
  private final Map<Integer, byte[]> deltaHeads = new HashMap<>();
  private final Map<Integer, RunEvent.StepOpened> steps = new HashMap<>();

  /**
   * @param resumed whether the reader takes up the whole content first; it then counts parts from
   *     the beginning, also where the starting reader adds an edited prefix by itself
   */
  public FrameRenderer(Run run, boolean resumed) {
    this.run = run;
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
      case RunEvent.UsageReported usage ->
          frame(named("on_token_usage", tokenUsage(usage.usage())), out);
      case RunEvent.Retrying retrying -> frame(named("on_retry", retry(retrying)), out);
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
    data.put("created_at", step.at());
    return data;
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
    JsonNode agent = run.conversation().settings().get("agent_id");
    if (agent != null) {
      data.set("agentId", agent);
    }
    ObjectNode breakdown = data.putObject("breakdown");
    breakdown.put("maxContextTokens", measured.contextTokens());
    for (String zero :
        List.of(
            "instructionTokens",
            "systemMessageTokens",
            "dynamicInstructionTokens",
            "toolSchemaTokens",
            "summaryTokens",
            "toolCount")) {
      breakdown.put(zero, 0);
    }
    breakdown.put("messageCount", measured.messageCount());
    breakdown.put("messageTokens", measured.promptTokens());
    breakdown.put("availableForMessages", budget);
    breakdown.putObject("toolTokenCounts");
    data.put("contextBudget", budget);
    data.put("effectiveInstructionTokens", 0);
    data.put("prePruneContextTokens", measured.promptTokens());
    data.put("remainingContextTokens", Math.max(0, budget - measured.promptTokens()));
    data.put("calibrationRatio", 1);
    return data;
  }

  private ObjectNode tokenUsage(TokenUsage usage) {
    ObjectNode data = Json.object();
    data.put("input_tokens", usage.input());
    data.put("output_tokens", usage.output());
    data.put("total_tokens", usage.input() + usage.output());
    data.putObject("input_token_details")
        .put("cache_creation", usage.cacheWrite())
        .put("cache_read", usage.cacheRead());
    data.put("model", run.model());
    data.put("provider", run.endpoint().name());
    data.put("runId", run.answerId());
    data.put("seq", 0);
    data.put("estimated", usage.estimated());
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
    if (withTokens && m.tokenCount() != null) {
      node.put("tokenCount", m.tokenCount());
    }
    return node;
  }

  /** The frame a resuming reader gets first: everything so far. */
  public byte[] sync(RunFold fold) {
    ObjectNode frame = Json.object();
    frame.put("sync", true);
    frame.set("resumeState", resumeState(fold));
    frame.putArray("pendingEvents");
    return bytes(frame);
  }

  /** The state of the run as clients take it up: steps, content, messages. */
  public ObjectNode resumeState(RunFold fold) {
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
    RunEvent.ContextMeasured measured = fold.context();
    if (measured != null) {
      state.set("contextUsage", contextUsage(measured));
    }
    return state;
  }

  /** The content so far, as the message will be saved. */
  public static ArrayNode content(RunFold fold) {
    return PartCodec.toJson(fold.parts());
  }

  /**
   * The last frame of a run: the conversation and both messages as they are now stored.
   *
   * @param protocol version of the control protocol the reader speaks
   */
  public byte[] end(RunEnd end, int protocol) {
    return switch (end) {
      case RunEnd.Lost lost -> error(lost.message());
      case RunEnd.Answered answered -> answered(answered, protocol);
    };
  }

  private static byte[] answered(RunEnd.Answered end, int protocol) {
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
    frame.put("generationProtocolVersion", protocol);
    return bytes(frame);
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
