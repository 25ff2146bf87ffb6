package dev.klatch.generation.run;

import dev.klatch.conversation.Message;
import dev.klatch.http.AppException;
import dev.klatch.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of {@code POST /api/agents/chat/{endpoint}} (wire contract 3.2), checked. */
public final class StartRequestWire {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9:_-]{1,128}");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/@+-]{0,255}");

  private static final int MAX_AGENT_ID = 512;
  private static final int MAX_FILES = 100;
  private static final int MAX_QUOTES = 50;
  private static final int MAX_QUOTE = 20_000;

  /** Parameters of a conversation that are remembered from turn to turn (wire contract 4.2). */
  static final List<String> SETTINGS =
      List.of(
          "endpointType",
          "modelLabel",
          "promptPrefix",
          "temperature",
          "top_p",
          "topP",
          "topK",
          "presence_penalty",
          "frequency_penalty",
          "max_tokens",
          "maxOutputTokens",
          "maxContextTokens",
          "stop",
          "seed",
          "reasoning_effort",
          "reasoning_summary",
          "verbosity",
          "thinking",
          "thinkingBudget",
          "effort",
          "promptCache",
          "web_search",
          "useResponsesApi",
          "disableStreaming",
          "resendFiles",
          "imageDetail",
          "artifacts",
          "fileTokenLimit",
          "system",
          "spec",
          "greeting",
          "iconURL",
          "instructions",
          "additional_instructions");

  private StartRequestWire() {}

  /**
   * Checks a body.
   *
   * @param pathEndpoint the endpoint named in the path; may be empty
   * @param protocol version of the control protocol the client speaks
   * @throws AppException 400 or 409 with the cause
   */
  public static StartRequest parse(String pathEndpoint, JsonNode body, int protocol) {
    String endpoint = Json.text(body, "endpoint", pathEndpoint);
    if (!pathEndpoint.isEmpty() && !endpoint.equals(pathEndpoint)) {
      throw AppException.badRequest(
          "ENDPOINT_MISMATCH",
          "The path names the endpoint " + pathEndpoint + ", the body " + endpoint + ".");
    }
    return new StartRequest(
        choice(endpoint, body),
        added(body),
        Json.text(body, "text", ""),
        conversationId(body),
        parent(body),
        uuid(body, "overrideParentMessageId"),
        Json.text(body, "responseMessageId"),
        Json.flag(body, "isRegenerate"),
        Json.flag(body, "isContinued"),
        Json.flag(body, "isTemporary"),
        requestId(body),
        editedPart(body),
        fileIds(body),
        quotes(body),
        Json.text(body, "chatProjectId"),
        new StartRequest.Control(protocol, predecessor(body), uuid(body, "recoverySteerId")));
  }

  private static StartRequest.Choice choice(String endpoint, JsonNode body) {
    String model = Json.text(body, "model", "");
    if (!model.isEmpty() && !MODEL.matcher(model).matches()) {
      throw AppException.badRequest(
          "INVALID_MODEL", "The model name has characters that no model has.");
    }
    return new StartRequest.Choice(endpoint, model, agentId(body), settings(body));
  }

  private static StartRequest.@Nullable Choice added(JsonNode body) {
    JsonNode added = body.get("addedConvo");
    if (added == null || !added.isObject() || added.isEmpty()) {
      return null;
    }
    return choice(Json.text(added, "endpoint", ""), added);
  }

  private static @Nullable Long predecessor(JsonNode body) {
    JsonNode epoch = body.get("expectedPredecessorCreatedAt");
    if (epoch == null || epoch.isNull()) {
      return null;
    }
    if (!epoch.isIntegralNumber() || epoch.longValue() < 0) {
      throw AppException.badRequest(
          "INVALID_GENERATION_PREDECESSOR",
          "expectedPredecessorCreatedAt must be a number of milliseconds.");
    }
    return epoch.longValue();
  }

  private static List<String> quotes(JsonNode body) {
    JsonNode quotes = body.path("quotes");
    if (quotes.size() > MAX_QUOTES) {
      throw AppException.badRequest(
          "TOO_MANY_QUOTES", "A message can quote at most " + MAX_QUOTES + " passages.");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode quote : quotes) {
      String text = quote.asString("");
      if (text.length() > MAX_QUOTE) {
        throw AppException.badRequest(
            "QUOTE_TOO_LONG", "A quote can have at most " + MAX_QUOTE + " characters.");
      }
      if (!text.isBlank()) {
        texts.add(text.strip());
      }
    }
    return texts;
  }

  private static @Nullable String agentId(JsonNode body) {
    String id = Json.text(body, "agent_id");
    if (id == null || id.isEmpty()) {
      return null;
    }
    if (id.length() > MAX_AGENT_ID) {
      throw AppException.badRequest("INVALID_AGENT_ID", "agent_id is too long.");
    }
    return id;
  }

  private static List<String> fileIds(JsonNode body) {
    JsonNode files = body.path("files");
    if (files.size() > MAX_FILES) {
      throw AppException.badRequest(
          "TOO_MANY_FILES", "A message can have at most " + MAX_FILES + " files.");
    }
    List<String> ids = new ArrayList<>(files.size());
    for (JsonNode file : files) {
      String id = Json.text(file, "file_id", "");
      if (id.isEmpty()) {
        throw AppException.badRequest("INVALID_FILE", "Each of files needs its file_id.");
      }
      ids.add(id);
    }
    return ids;
  }

  private static @Nullable String requestId(JsonNode body) {
    String id = Json.text(body, "clientRequestId");
    if (id != null && !REQUEST_ID.matcher(id).matches()) {
      throw AppException.badRequest(
          "INVALID_CLIENT_REQUEST_ID",
          "clientRequestId must be 1 to 128 letters, digits, colons, underscores or hyphens.");
    }
    return id;
  }

  private static @Nullable String conversationId(JsonNode body) {
    String id = Json.text(body, "conversationId");
    if (id == null || id.isEmpty() || id.equals("new")) {
      return null;
    }
    if (!UUID_FORM.matcher(id).matches()) {
      throw AppException.badRequest("INVALID_CONVERSATION_ID", "conversationId must be a UUID.");
    }
    return id;
  }

  private static String parent(JsonNode body) {
    String id = Json.text(body, "parentMessageId");
    if (id == null || id.isEmpty()) {
      return Message.ROOT;
    }
    if (id.endsWith("_")) {
      throw AppException.conflict(
          "PARENT_NOT_READY",
          "The answer before this message is not saved yet. Wait until it is finished, then send"
              + " again.");
    }
    return id;
  }

  private static @Nullable String uuid(JsonNode body, String field) {
    String id = Json.text(body, field);
    return id == null || !UUID_FORM.matcher(id).matches() ? null : id;
  }

  private static StartRequest.@Nullable EditedPart editedPart(JsonNode body) {
    JsonNode edited = body.get("editedContent");
    if (edited == null || !edited.isObject()) {
      return null;
    }
    boolean reasoning = "think".equals(Json.text(edited, "type", "text"));
    String text = Json.text(edited, reasoning ? "think" : "text", Json.text(edited, "text", ""));
    JsonNode index = edited.get("index");
    if (index == null || !index.isIntegralNumber() || index.intValue() < 0) {
      throw AppException.badRequest("INVALID_EDIT", "editedContent.index must be 0 or more.");
    }
    return new StartRequest.EditedPart(index.intValue(), reasoning, text);
  }

  private static ObjectNode settings(JsonNode body) {
    ObjectNode settings = Json.object();
    for (String key : SETTINGS) {
      JsonNode value = body.get(key);
      if (value != null && !value.isNull()) {
        settings.set(key, value);
      }
    }
    return settings;
  }
}
