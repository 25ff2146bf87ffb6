package dev.klatch.transfer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation of a file.
 *
 * @param settings parameters of the model, by the names of the wire contract; checked
 * @param joinsAnswers whether answers that follow each other are steps of one
 */
record ImportedConversation(
    String title,
    String endpoint,
    @Nullable String model,
    ObjectNode settings,
    boolean archived,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    boolean joinsAnswers,
    List<ImportedMessage> messages) {}
