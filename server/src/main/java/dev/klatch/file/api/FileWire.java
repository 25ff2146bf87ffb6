package dev.klatch.file.api;

import dev.klatch.file.StoredFile;
import dev.klatch.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Files in the shape of the wire contract (part 4.5). */
public final class FileWire {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private FileWire() {}

  /** A file as lists show it. */
  static ObjectNode full(StoredFile file) {
    ObjectNode node = Json.object();
    node.put("_id", file.objectId());
    addFacts(node, file);
    if (file.textTokens() != null) {
      node.put("tokenCount", file.textTokens());
    }
    if (file.thumbnail()) {
      node.put("preview", file.path() + "?size=small");
    }
    if (file.conversationId() != null) {
      node.put("conversationId", file.conversationId());
    }
    if (file.messageId() != null) {
      node.put("messageId", file.messageId());
    }
    Instant expires = file.expiresAt();
    if (expires != null) {
      node.put("expiresAt", TIME.format(expires));
    }
    return node;
  }

  private static void addFacts(ObjectNode node, StoredFile file) {
    node.put("file_id", file.id());
    node.put("updatedAt", TIME.format(file.updatedAt()));
    if (file.width() != null && file.height() != null) {
      node.put("height", file.height());
      node.put("width", file.width());
    }
    node.put("source", file.source().name().toLowerCase(Locale.ROOT));
    node.put("type", file.type());
    node.put("context", file.purpose().name().toLowerCase(Locale.ROOT));
    node.put("filename", file.name());
    node.put("filepath", file.path());
    node.put("bytes", file.size());
    node.put("user", file.userId());
    node.put("createdAt", TIME.format(file.createdAt()));
    node.put("object", "file");
    node.put("embedded", false);
    node.put("usage", file.usage());
  }

  /** What an upload answers. */
  static ObjectNode uploaded(StoredFile file, String message, String temporaryId) {
    ObjectNode node = full(file);
    node.put("message", message);
    node.put("temp_file_id", temporaryId);
    return node;
  }

  /** What a message keeps of a file. */
  public static ObjectNode ofMessage(StoredFile file) {
    ObjectNode node = Json.object();
    if (!file.isImage()) {
      addFacts(node, file);
      node.put("usage", file.usage() + 1);
      if (file.textTokens() != null) {
        node.put("tokenCount", file.textTokens());
      }
      return node;
    }
    node.put("type", file.type());
    node.put("file_id", file.id());
    node.put("filepath", file.path());
    node.put("filename", file.name());
    node.put("embedded", false);
    node.putNull("metadata");
    node.put("height", file.height());
    node.put("width", file.width());
    if (file.thumbnail()) {
      node.put("preview", file.path() + "?size=small");
    }
    return node;
  }
}
