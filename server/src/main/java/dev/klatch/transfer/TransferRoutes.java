package dev.klatch.transfer;

import dev.klatch.conversation.MessageWire;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.AttemptLimiter;
import dev.klatch.http.Exchange;
import dev.klatch.http.MultipartPart;
import dev.klatch.http.MultipartReader;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Import as the wire contract has it and with progress; export of everything. */
public final class TransferRoutes {
  /** Room for the form around the file. */
  private static final long FORM_BYTES = 65_536;

  private static final int MAX_NAME = 200;

  private final ImportService imports;
  private final ExportService exports;
  private final TransferConfig config;
  private final AttemptLimiter perAddress;
  private final AttemptLimiter perPerson;
  private final Clock clock;

  public TransferRoutes(
      ImportService imports, ExportService exports, TransferConfig config, Clock clock) {
    this.imports = imports;
    this.exports = exports;
    this.config = config;
    this.clock = clock;
    this.perAddress =
        new AttemptLimiter(
            "import", config.perAddress().max(), config.perAddress().window(), clock);
    this.perPerson =
        new AttemptLimiter("import", config.perPerson().max(), config.perPerson().window(), clock);
  }

  public void register(Router router) {
    router.post("/api/convos/import", Access.USER, this::importNow);
    router.post("/api/klatch/imports", Access.USER, this::begin);
    router.get("/api/klatch/imports/{id}", Access.USER, this::progress);
    router.delete("/api/klatch/imports/{id}", Access.USER, this::cancel);
    router.get("/api/klatch/export", Access.USER, this::export);
  }

  /** The contract's import: the reply comes when everything is stored. */
  private void importNow(Exchange exchange) throws IOException {
    Upload upload = receive(exchange);
    ImportProgress.State state =
        imports.run(exchange.principal().id(), upload.file(), upload.name());
    if (state.conversations() == 0 && (state.error() != null || state.refused() > 0)) {
      String why =
          state.error() != null
              ? state.error()
              : "Nothing was imported: " + state.failures().getFirst().why();
      throw new AppException(422, "IMPORT_FAILED", why).with("failures", failures(state));
    }
    ObjectNode reply = wire("", state);
    reply.remove("id");
    reply.put(
        "message",
        state.error() == null && state.refused() == 0
            ? "Conversation(s) imported successfully"
            : "Imported in part: "
                + state.conversations()
                + " conversation(s); "
                + state.refused()
                + " were refused."
                + (state.error() == null ? "" : " " + state.error()));
    exchange.reply(201, reply);
  }

  private void begin(Exchange exchange) throws IOException {
    Upload upload = receive(exchange);
    ImportService.Job job = imports.begin(exchange.principal().id(), upload.file(), upload.name());
    exchange.reply(202, wire(job.id(), job.progress().state()));
  }

  private void progress(Exchange exchange) {
    ImportService.Job job = job(exchange);
    exchange.reply(wire(job.id(), job.progress().state()));
  }

  private void cancel(Exchange exchange) {
    ImportService.Job job = job(exchange);
    job.progress().cancel();
    exchange.reply(wire(job.id(), job.progress().state()));
  }

  private ImportService.Job job(Exchange exchange) {
    return imports.require(exchange.principal().id(), exchange.pathParameter("id"));
  }

  private record Upload(Path file, String name) {}

  /** Puts the form's file into a file of ours, which is gone again when anything is wrong. */
  private Upload receive(Exchange exchange) throws IOException {
    perAddress.count(exchange.clientAddress());
    perPerson.count(exchange.principal().id());
    MultipartReader form = exchange.multipart(config.maxFileBytes() + FORM_BYTES);
    while (true) {
      MultipartPart part = form.next();
      if (part == null) {
        throw AppException.badRequest(
            "FILE_REQUIRED", "The form has no file. Send it in the field \"file\".");
      }
      if (!part.isFile()) {
        continue;
      }
      Path file = imports.newFile();
      boolean whole = false;
      try (OutputStream out = Files.newOutputStream(file)) {
        long size = part.copyTo(out, config.maxFileBytes());
        if (size == 0) {
          throw AppException.badRequest("FILE_EMPTY", "The file is empty.");
        }
        whole = true;
      } finally {
        if (!whole) {
          Files.deleteIfExists(file);
        }
      }
      requireKnownForm(file);
      String name = String.valueOf(part.fileName());
      return new Upload(file, name.substring(0, Math.min(name.length(), MAX_NAME)));
    }
  }

  /**
   * JSON begins with a bracket or brace, a zip archive with its sign; the rest is refused at once.
   */
  private static void requireKnownForm(Path file) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(file)) {
      head = in.readNBytes(512);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String begin = text.replaceFirst("^(\u00EF\u00BB\u00BF)?[\\s\\x00]*", "");
    if (!begin.startsWith("{") && !begin.startsWith("[") && !text.startsWith("PK\u0003\u0004")) {
      Files.deleteIfExists(file);
      throw new AppException(
          415, "UNSUPPORTED_FILE", "Only JSON files and zip archives of them can be imported.");
    }
  }

  private void export(Exchange exchange) throws IOException {
    String format = exchange.query("format");
    boolean json = "json".equals(format);
    if (!json && format != null && !format.equals("zip")) {
      throw AppException.badRequest("UNKNOWN_FORMAT", "format must be zip or json.");
    }
    String name =
        "klatch-"
            + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
            + (json ? ".json" : ".zip");
    try (OutputStream out =
        exchange.download(json ? "application/json; charset=utf-8" : "application/zip", name)) {
      if (json) {
        exports.writeJson(exchange.principal().id(), out);
      } else {
        exports.writeZip(exchange.principal().id(), out);
      }
    }
  }

  private static ObjectNode wire(String id, ImportProgress.State state) {
    ObjectNode node = Json.object();
    node.put("id", id);
    node.put("fileName", state.fileName());
    node.put(
        "state",
        state.endedAt() == null
            ? "running"
            : state.error() != null ? "failed" : state.cancelled() ? "cancelled" : "done");
    node.put("bytesRead", state.bytesRead());
    node.put("bytesTotal", state.bytesTotal());
    node.put("conversations", state.conversations());
    node.put("messages", state.messages());
    node.put("refused", state.refused());
    node.set("failures", failures(state));
    if (state.error() != null) {
      node.put("error", state.error());
    }
    if (state.endedAt() != null) {
      node.put("endedAt", MessageWire.time(state.endedAt()));
    }
    return node;
  }

  private static ArrayNode failures(ImportProgress.State state) {
    ArrayNode list = Json.array();
    for (ImportProgress.Failure failure : state.failures()) {
      list.addObject().put("title", failure.title()).put("message", failure.why());
    }
    return list;
  }
}
