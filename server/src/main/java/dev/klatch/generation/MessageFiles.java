package dev.klatch.generation;

import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.Part;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** Files of messages: uploaded before, named by id when a message is sent. */
public interface MessageFiles {
  /**
   * Checks the files a message names.
   *
   * @return what the message keeps of each, in the wire contract's form (4.5)
   * @throws AppException 4xx when one is not the person's, or endpoint or model do not take it
   */
  List<ObjectNode> check(
      Principal user, List<String> fileIds, EndpointConfig endpoint, String model);

  /** Notes the message the files belong to, in the transaction that saves it. */
  void bind(
      Handle handle,
      Principal user,
      List<ObjectNode> files,
      String conversationId,
      String messageId);

  /**
   * The files as content of a prompt: text, or pictures where the model sees.
   *
   * @param files as {@link #check} gave them; one that is gone by now is left out
   */
  List<Part> parts(Principal user, List<ObjectNode> files, Settings settings);

  /**
   * What decides how files are sent.
   *
   * @param parameters of the conversation, {@code imageDetail} and {@code fileTokenLimit} among
   *     them
   */
  record Settings(EndpointConfig endpoint, String model, ObjectNode parameters) {}

  /** Takes no files: a message that names some is refused. */
  static MessageFiles none() {
    return new MessageFiles() {
      @Override
      public List<ObjectNode> check(
          Principal user, List<String> fileIds, EndpointConfig endpoint, String model) {
        if (!fileIds.isEmpty()) {
          throw AppException.badRequest(
              "FILES_UNSUPPORTED", "This server takes no files. Send the message without them.");
        }
        return List.of();
      }

      @Override
      public void bind(
          Handle handle,
          Principal user,
          List<ObjectNode> files,
          String conversationId,
          String messageId) {}

      @Override
      public List<Part> parts(Principal user, List<ObjectNode> files, Settings settings) {
        return List.of();
      }
    };
  }
}
