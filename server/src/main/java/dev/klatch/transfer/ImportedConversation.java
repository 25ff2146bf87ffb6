package dev.klatch.transfer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation of a file.
 *
 * @param settings parameters of the model, by the names of the wire contract; checked
 * @param tags names of its bookmarks, as the file says
 * @param joinsAnswers whether answers that follow each other are steps of one
 */
record ImportedConversation(
    String title,
    String endpoint,
    @Nullable String model,
    ObjectNode settings,
    boolean archived,
    List<String> tags,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    boolean joinsAnswers,
    List<ImportedMessage> messages) {
  ImportedConversation {
    tags = List.copyOf(tags);
  }
}
