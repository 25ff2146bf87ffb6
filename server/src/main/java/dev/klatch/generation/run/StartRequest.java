package dev.klatch.generation.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asks for when it starts a run. {@link StartRequestWire} makes it of a body.
 *
 * @param choice who is to answer
 * @param added a second one, to answer beside the first; or null
 * @param conversationId null for a new conversation
 * @param parentMessageId message the user's text follows
 * @param overrideParentMessageId existing user message to answer again
 * @param responseMessageId answer to continue or to edit, or a placeholder
 * @param clientRequestId idempotency key
 * @param editedPart edited part the answer goes on from
 * @param fileIds files that belong to the user's text
 * @param quotes excerpts of earlier answers that the user's text refers to
 * @param projectId project a new conversation goes into
 * @param control what the control protocol says beside the question
 */
public record StartRequest(
    Choice choice,
    @Nullable Choice added,
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
    List<String> quotes,
    @Nullable String projectId,
    Control control) {
  /**
   * Who is to answer.
   *
   * @param model empty when a stored agent is asked, which has its own
   * @param agentId the stored agent asked, or null
   * @param settings model parameters to keep with the conversation, by wire names
   */
  public record Choice(
      String endpoint, String model, @Nullable String agentId, ObjectNode settings) {}

  /** An edited part of an answer; the answer goes on behind it. */
  public record EditedPart(int index, boolean reasoning, String text) {}

  /**
   * What the control protocol says beside the question.
   *
   * @param protocol version the client speaks, 1 or 2
   * @param expectedPredecessor epoch of the run the client believes to be the conversation's last
   * @param recoverySteerId text that waited for the run before, and is sent now
   */
  public record Control(
      int protocol, @Nullable Long expectedPredecessor, @Nullable String recoverySteerId) {}

  /** This request, addressed to others. */
  StartRequest to(Choice other, @Nullable Choice otherAdded) {
    return new StartRequest(
        other,
        otherAdded,
        text,
        conversationId,
        parentMessageId,
        overrideParentMessageId,
        responseMessageId,
        regenerate,
        continued,
        temporary,
        clientRequestId,
        editedPart,
        fileIds,
        quotes,
        projectId,
        control);
  }

  /** Whether an answer that is there is gone on with, instead of a new one written. */
  boolean goesOn() {
    return continued || editedPart != null;
  }
}
