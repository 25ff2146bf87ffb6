package dev.klatch.app;

import dev.klatch.file.StoredFile;
import dev.klatch.file.api.FileService;
import dev.klatch.file.api.FileWire;
import dev.klatch.generation.MessageFiles;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.Part;
import dev.klatch.usage.ModelCatalog;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Hands uploaded files to runs: pictures as pictures, documents as their text. */
final class AttachedFiles implements MessageFiles {
  private final FileService files;
  private final ModelCatalog models;

  AttachedFiles(FileService files, ModelCatalog models) {
    this.files = files;
    this.models = models;
  }

  @Override
  public List<ObjectNode> check(
      Principal user, List<String> fileIds, EndpointConfig endpoint, String model) {
    List<ObjectNode> kept = new ArrayList<>();
    boolean custom = endpoint.type() != EndpointConfig.Type.OPENAI;
    for (StoredFile file : files.forMessage(user.id(), fileIds, endpoint.name(), custom)) {
      if (file.isImage() && !sees(model)) {
        throw AppException.badRequest(
            "MODEL_CANNOT_SEE",
            model
                + " cannot see pictures. Choose a model that can, or remove "
                + file.name()
                + ".");
      }
      kept.add(FileWire.ofMessage(file));
    }
    return kept;
  }

  @Override
  public void bind(
      Handle handle,
      Principal user,
      List<ObjectNode> kept,
      String conversationId,
      String messageId) {
    for (ObjectNode file : kept) {
      files.use(handle, user.id(), Json.text(file, "file_id", ""), conversationId, messageId);
    }
  }

  @Override
  public List<Part> parts(Principal user, List<ObjectNode> kept, Settings settings) {
    List<Part> parts = new ArrayList<>();
    for (ObjectNode node : kept) {
      try {
        StoredFile file = files.require(user.id(), Json.text(node, "file_id", ""));
        parts.add(file.isImage() ? picture(file, settings) : document(file, settings));
      } catch (AppException e) {
        parts.add(
            new Part.Text("[The file " + Json.text(node, "filename", "") + " was deleted.]\n\n"));
      }
    }
    return parts;
  }

  private Part picture(StoredFile file, Settings settings) {
    if (!sees(settings.model())) {
      return new Part.Text(
          "[The picture " + file.name() + " is left out: this model cannot see pictures.]\n\n");
    }
    String detail = Json.text(settings.parameters(), "imageDetail");
    return new Part.Image(
        file.type(),
        Base64.getEncoder().encodeToString(files.bytes(file)),
        detail,
        size(file.width()),
        size(file.height()));
  }

  private static int size(@Nullable Integer pixels) {
    return pixels == null ? 0 : pixels;
  }

  private Part document(StoredFile file, Settings settings) {
    String text = files.text(file).orElse("");
    JsonNode wanted = settings.parameters().path("fileTokenLimit");
    int limit = files.tokenLimit(wanted.isNumber() ? Integer.valueOf(wanted.intValue()) : null);
    int tokens = file.textTokens() == null ? 0 : file.textTokens();
    String note = "";
    if (tokens > limit) {
      text = text.substring(0, (int) ((long) text.length() * limit / tokens));
      note = "\n[The file goes on: the first " + limit + " of " + tokens + " tokens are shown.]";
    }
    return new Part.Text(
        "<attached_file name=\""
            + file.name().replace("\"", "'").replace("<", "(").replace(">", ")")
            + "\">\n"
            + text.strip()
            + note
            + "\n</attached_file>\n\n");
  }

  /** Models nothing is known of are taken to see; their provider says otherwise. */
  private boolean sees(String model) {
    return models.find(model).map(facts -> facts.vision()).orElse(true);
  }
}
