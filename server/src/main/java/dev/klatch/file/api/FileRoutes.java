package dev.klatch.file.api;

import dev.klatch.file.FileConfig;
import dev.klatch.file.StoredFile;
import dev.klatch.file.StoredFile.Source;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/files}. */
public final class FileRoutes {
  private static final int MAX_IDS = 500;

  private final FileService files;
  private final UploadService uploads;
  private final AvatarService avatars;
  private final FileContents contents;
  private final FileConfig config;
  private final AttemptLimiter byAddress;
  private final AttemptLimiter byUser;

  public FileRoutes(
      FileService files,
      UploadService uploads,
      AvatarService avatars,
      FileContents contents,
      FileConfig config,
      Clock clock) {
    this.files = files;
    this.uploads = uploads;
    this.avatars = avatars;
    this.contents = contents;
    this.config = config;
    FileConfig.Rates rates = config.rates();
    this.byAddress = new AttemptLimiter("upload", rates.perAddress(), rates.addressWindow(), clock);
    this.byUser = new AttemptLimiter("upload", rates.perUser(), rates.userWindow(), clock);
  }

  public void register(Router router) {
    router.get("/api/files", Access.USER, this::list);
    router.get("/api/files/config", Access.USER, this::config);
    router.post(
        "/api/files",
        Access.USER,
        exchange -> upload(exchange, false, "Agent file uploaded and processed successfully"));
    router.post(
        "/api/files/images",
        Access.USER,
        exchange -> upload(exchange, true, "File uploaded and processed successfully"));
    router.post("/api/files/images/avatar", Access.USER, this::avatar);
    router.delete("/api/files", Access.USER, this::delete);
    router.post("/api/files/usage", Access.USER, this::hold);
    router.get("/api/files/download/{userId}/{fileId}", Access.USER, this::download);
    router.get("/api/files/{fileId}/preview", Access.USER, this::preview);
  }

  private void list(Exchange exchange) {
    ArrayNode list = Json.array();
    files.list(exchange.principal().id()).forEach(file -> list.add(FileWire.full(file)));
    exchange.reply(list);
  }

  /** No settings are an empty body, not JSON null, in the recorded traffic. */
  private void config(Exchange exchange) {
    JsonNode json = config.json();
    if (json == null) {
      exchange.replyEmpty(200);
    } else {
      exchange.reply(json);
    }
  }

  private void upload(Exchange exchange, boolean picture, String message) {
    String userId = exchange.principal().id();
    count(exchange);
    try (UploadForm form = UploadForm.receive(exchange, contents, config.serverMaxBytes())) {
      boolean forMessage = "true".equals(form.field("message_file"));
      UploadService.Upload upload =
          new UploadService.Upload(
              userId,
              form.file(),
              form.name(),
              form.size(),
              form.field("endpoint"),
              "custom".equals(form.field("endpointType")),
              form.field("tool_resource"),
              !forMessage && form.field("agent_id") != null);
      StoredFile file = uploads.take(upload, picture);
      String temporaryId = form.field("file_id");
      exchange.reply(
          FileWire.uploaded(file, message, temporaryId == null ? file.id() : temporaryId));
    }
  }

  private void avatar(Exchange exchange) {
    count(exchange);
    try (UploadForm form = UploadForm.receive(exchange, contents, avatars.maxBytes())) {
      boolean manual = "true".equals(form.field("manual"));
      String url = avatars.set(exchange.principal().id(), form.file(), form.name(), manual);
      exchange.reply(Json.object().put("url", url));
    }
  }

  /**
   * Receives a picture for something of a person's, an agent for instance, and stores its square.
   *
   * @param owner id of whom the picture is
   * @param prefix of its name in the address
   */
  public StoredFile receiveAvatar(Exchange exchange, String owner, String prefix) {
    count(exchange);
    try (UploadForm form = UploadForm.receive(exchange, contents, avatars.maxBytes())) {
      return avatars.store(owner, form.file(), form.name(), prefix);
    }
  }

  private void count(Exchange exchange) {
    byAddress.count(exchange.clientAddress());
    byUser.count(exchange.principal().id());
  }

  private void delete(Exchange exchange) {
    List<String> ids = new ArrayList<>();
    for (JsonNode file : array(exchange.jsonObject(), "files")) {
      String id = Json.text(file, "file_id");
      if (id != null) {
        ids.add(id);
      }
    }
    if (ids.isEmpty()) {
      exchange.replyEmpty(204);
      return;
    }
    int gone = files.delete(exchange.principal().id(), ids);
    if (gone == 0) {
      throw AppException.notFound("None of these files was found. They may be deleted already.");
    }
    exchange.reply(Json.object().put("message", "Files deleted successfully"));
  }

  private void hold(Exchange exchange) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : array(exchange.jsonObject(), "file_ids")) {
      if (id.isString()) {
        ids.add(id.stringValue());
      }
    }
    exchange.reply(Json.object().put("held", files.hold(exchange.principal().id(), ids)));
  }

  private static JsonNode array(JsonNode body, String field) {
    JsonNode array = body.path(field);
    if (!array.isArray() || array.size() > MAX_IDS) {
      throw AppException.badRequest(
          "INVALID_FILES", "`" + field + "` must be a list of at most " + MAX_IDS + " files.");
    }
    return array;
  }

  private void download(Exchange exchange) throws IOException {
    String userId = exchange.principal().id();
    StoredFile file = files.require(userId, exchange.pathParameter("fileId"));
    if (!exchange.pathParameter("userId").equals(userId)) {
      throw AppException.notFound("File " + file.id() + " was not found.");
    }
    exchange.replyHeader("X-File-Metadata", encode(Json.write(FileWire.full(file))));
    Delivery.harmless(exchange);
    exchange.replyHeader("Cache-Control", "private, no-store");
    if (file.source() == Source.TEXT) {
      byte[] text = files.text(file).orElse("").getBytes(StandardCharsets.UTF_8);
      Delivery.attachment(exchange, file.name() + ".txt");
      exchange.replyBytes(200, "text/plain; charset=utf-8", text);
      return;
    }
    Delivery.attachment(exchange, file.name());
    Delivery.send(exchange, file.type(), file.size(), files.open(file));
  }

  private void preview(Exchange exchange) {
    StoredFile file = files.require(exchange.principal().id(), exchange.pathParameter("fileId"));
    ObjectNode reply = Json.object().put("status", "ready");
    @Nullable String text = files.text(file).orElse(null);
    if (text != null) {
      reply.put("text", text).put("textFormat", "text");
    }
    exchange.reply(reply);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
