package dev.klatch.provider.simulator;

import dev.klatch.httpclient.Header;
import dev.klatch.json.Json;
import dev.klatch.provider.simulator.Behaviour.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides the reply to a chat completions request and writes it in the protocol's bytes. */
final class ScriptWriter {
  private static final int CUT_AFTER = 40;
  private static final int LIMIT = 60;

  private final Set<Integer> refused;

  ScriptWriter(Set<Integer> refused) {
    this.refused = refused;
  }

  Script write(byte[] body) {
    JsonNode request = Json.MAPPER.readTree(body);
    String model = Json.text(request, "model", "");
    Behaviour behaviour = Behaviour.of(model);
    if (behaviour == null) {
      return error(
          404,
          0,
          "The model '" + model + "' does not exist in the simulator.",
          "invalid_request_error",
          "model_not_found",
          null);
    }
    Script refusal = refusal(behaviour, Arrays.hashCode(body));
    if (refusal != null) {
      return refusal;
    }
    Reply reply = new Reply(request, behaviour);
    return Json.flag(request, "stream") ? stream(reply) : whole(reply);
  }

  private @Nullable Script refusal(Behaviour behaviour, int fingerprint) {
    int first = behaviour.firstMillis();
    return switch (behaviour.fault()) {
      case RATE_LIMIT -> refuseOnce(first, fingerprint);
      case ERROR_500 ->
          error(500, first, "The server had an error (simulated).", "server_error", null, null);
      case AUTH_ERROR ->
          error(
              401,
              first,
              "Incorrect API key provided (simulated).",
              "invalid_request_error",
              "invalid_api_key",
              null);
      case QUOTA ->
          error(
              429,
              first,
              "You exceeded your current quota (simulated).",
              "insufficient_quota",
              "insufficient_quota",
              null);
      case BAD_PARAMETER ->
          error(
              400,
              first,
              "Unsupported parameter: 'temperature' is not supported with this model (simulated).",
              "invalid_request_error",
              "unsupported_parameter",
              "temperature");
      case CONTEXT ->
          error(
              400,
              first,
              "This model's maximum context length is 32000 tokens (simulated).",
              "invalid_request_error",
              "context_length_exceeded",
              "messages");
      case HTML ->
          Script.whole(
              200,
              first,
              "text/html; charset=utf-8",
              "<!DOCTYPE html><html><head><title>Welcome (simulated)</title></head>"
                  + "<body><h1>It works!</h1></body></html>");
      case NONE, CUT, MID_ERROR, BAD_JSON, EMPTY, LENGTH -> null;
    };
  }

  private @Nullable Script refuseOnce(int firstMillis, int fingerprint) {
    if (refused.remove(fingerprint)) {
      return null;
    }
    refused.add(fingerprint);
    return error(
            429,
            firstMillis,
            "Rate limit reached for requests (simulated).",
            "requests",
            "rate_limit_exceeded",
            null)
        .with("Retry-After", "1");
  }

  private static Script error(
      int status,
      long firstMillis,
      String message,
      String type,
      @Nullable String code,
      @Nullable String parameter) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", parameter)
        .put("code", code);
    return Script.json(status, firstMillis, body);
  }

  private static Script whole(Reply reply) {
    return Script.json(200, reply.behaviour().firstMillis(), reply.whole());
  }

  private static Script stream(Reply reply) {
    Behaviour behaviour = reply.behaviour();
    List<String> events = new ArrayList<>();
    events.add(reply.chunk("role", "assistant", null));
    Fault fault = behaviour.fault();
    boolean breaks = fault == Fault.CUT;
    for (String thought : reply.thoughts()) {
      events.add(reply.chunk("reasoning_content", thought, null));
    }
    int count = 0;
    for (String token : fault == Fault.EMPTY ? List.<String>of() : reply.tokens()) {
      if (breaks && count == CUT_AFTER) {
        return play(behaviour, events, true);
      }
      if (fault == Fault.MID_ERROR && count == CUT_AFTER) {
        events.add(
            "data: {\"error\":{\"message\":\"The simulated server is overloaded.\","
                + "\"type\":\"server_error\",\"code\":503}}\n\n");
        return play(behaviour, events, false);
      }
      if (fault == Fault.BAD_JSON && count == CUT_AFTER) {
        events.add("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"oops}\n\n");
        return play(behaviour, events, false);
      }
      if (fault == Fault.LENGTH && count == LIMIT) {
        break;
      }
      events.add(reply.chunk("content", token, null));
      count++;
    }
    events.add(reply.chunk(null, "", fault == Fault.LENGTH ? "length" : "stop"));
    if (reply.wantsUsage()) {
      events.add(reply.usageChunk(count));
    }
    events.add("data: [DONE]\n\n");
    return play(behaviour, events, false);
  }

  private static Script play(Behaviour behaviour, List<String> events, boolean breaks) {
    List<byte[]> pieces = new ArrayList<>();
    int group = behaviour.tokensPerRead();
    for (int i = 0; i < events.size(); i += group) {
      String piece = String.join("", events.subList(i, Math.min(events.size(), i + group)));
      pieces.add(piece.getBytes(StandardCharsets.UTF_8));
    }
    return new Script(
        200,
        List.of(
            new Header("Content-Type", "text/event-stream"),
            new Header("Server", "klatch-simulator")),
        behaviour.firstMillis(),
        behaviour.tokenMillis(),
        pieces.iterator(),
        breaks);
  }
}
