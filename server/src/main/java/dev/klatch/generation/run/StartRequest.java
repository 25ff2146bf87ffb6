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

/**
 * What a client asks for when it starts a run: the body of {@code POST /api/agents/chat/{endpoint}}
 * (wire contract 3.2), checked.
 *
 * @param model empty when a stored agent is asked, which has its own
 * @param agentId the stored agent asked, or null
 * @param conversationId null for a new conversation
 * @param parentMessageId message the user's text follows
 * @param overrideParentMessageId existing user message to answer again
 * @param responseMessageId answer to continue or to edit, or a placeholder
 * @param clientRequestId idempotency key
 * @param editedPart edited part the answer goes on from
 * @param fileIds files that belong to the user's text
 * @param projectId project a new conversation goes into
 * @param settings model parameters to keep with the conversation, by wire names
 */
public record StartRequest(
    String endpoint,
    String model,
    @Nullable String agentId,
    String text,
    @Nullable String conversationId,
    String parentMessageId,
    @Nullable String overrideParentMessageId,
    @Nullable String responseMessageId,
    boolean regenerate,
    boolean continued,
    boolean temporary,
    @Nullable String clientRequestId,
    @Nullable EditedPart editedPart,
    List<String> fileIds,
    @Nullable String projectId,
    ObjectNode settings) {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9:_-]{1,128}");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/@+-]{0,255}");

  private static final int MAX_AGENT_ID = 512;
  private static final int MAX_FILES = 100;

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

  /** An edited part of an answer; the answer goes on behind it. */
  public record EditedPart(int index, boolean reasoning, String text) {}

  public static StartRequest parse(String pathEndpoint, JsonNode body) {
    String endpoint = Json.text(body, "endpoint", pathEndpoint);
    if (!pathEndpoint.isEmpty() && !endpoint.equals(pathEndpoint)) {
      throw AppException.badRequest(
          "ENDPOINT_MISMATCH",
          "The path names the endpoint " + pathEndpoint + ", the body " + endpoint + ".");
    }
    String model = Json.text(body, "model", "");
    if (!model.isEmpty() && !MODEL.matcher(model).matches()) {
      throw AppException.badRequest(
          "INVALID_MODEL", "The model name has characters that no model has.");
    }
    return new StartRequest(
        endpoint,
        model,
        agentId(body),
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
        Json.text(body, "chatProjectId"),
        settings(body));
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

  private static @Nullable EditedPart editedPart(JsonNode body) {
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
    return new EditedPart(index.intValue(), reasoning, text);
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
