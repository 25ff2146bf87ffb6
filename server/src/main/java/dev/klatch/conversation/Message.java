package dev.klatch.conversation;

import dev.klatch.provider.Part;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node of a conversation's tree.
 *
 * @param parentId id of the message before it, or {@link #ROOT}
 * @param text what a user wrote; empty for answers, whose content is in {@code parts}
 * @param parts content of an answer; empty for user messages
 * @param unfinished the answer broke off or was stopped
 * @param failed the answer ends in a failure
 * @param metadata token usage and similar facts, by wire names
 * @param extras what only some messages have
 */
public record Message(
    String id,
    String objectId,
    String conversationId,
    String parentId,
    boolean fromUser,
    String sender,
    String text,
    List<Part> parts,
    String endpoint,
    @Nullable String model,
    boolean unfinished,
    boolean failed,
    @Nullable String finishReason,
    @Nullable Integer tokenCount,
    @Nullable ObjectNode metadata,
    Extras extras,
    Instant createdAt,
    Instant updatedAt) {
  /** Parent of the first message of a tree. */
  public static final String ROOT = "00000000-0000-0000-0000-000000000000";

  public Message {
    parts = List.copyOf(parts);
  }

  /**
   * What the owner thinks of an answer.
   *
   * @param tag the reason chosen, by its wire name
   * @param text a note in own words, at most {@value #MAX_TEXT} characters
   */
  public record Feedback(boolean positive, @Nullable String tag, @Nullable String text) {
    /** Longest note, in characters. */
    public static final int MAX_TEXT = 1024;
  }

  /**
   * What only some messages have.
   *
   * @param quotes excerpts of earlier answers that a user's message refers to
   * @param files files of a user's message, in the wire contract's form
   * @param attachments what tools attached to an answer, in the wire contract's form
   * @param feedback what the owner thinks of an answer
   * @param parallel whether several models answer, or answered, side by side
   * @param speakers agent id of each part of a parallel answer; empty when one model wrote it all
   */
  public record Extras(
      List<String> quotes,
      List<ObjectNode> files,
      List<ObjectNode> attachments,
      @Nullable Feedback feedback,
      boolean parallel,
      List<String> speakers) {
    /** Nothing of it. */
    public static final Extras NONE =
        new Extras(List.of(), List.of(), List.of(), null, false, List.of());

    public Extras {
      quotes = List.copyOf(quotes);
      files = List.copyOf(files);
      attachments = List.copyOf(attachments);
      speakers = List.copyOf(speakers);
    }

    public Extras withQuotes(List<String> newQuotes) {
      return new Extras(newQuotes, files, attachments, feedback, parallel, speakers);
    }

    public Extras withFiles(List<ObjectNode> newFiles) {
      return new Extras(quotes, newFiles, attachments, feedback, parallel, speakers);
    }

    public Extras withFeedback(@Nullable Feedback newFeedback) {
      return new Extras(quotes, files, attachments, newFeedback, parallel, speakers);
    }

    /** Marks the message as part of a parallel turn. */
    public Extras withSpeakers(List<String> newSpeakers) {
      return new Extras(quotes, files, attachments, feedback, true, newSpeakers);
    }
  }

  /** The same message with other content. */
  public Message withContent(
      String newText, List<Part> newParts, @Nullable Integer newTokens, Instant at) {
    return new Message(
        id,
        objectId,
        conversationId,
        parentId,
        fromUser,
        sender,
        newText,
        newParts,
        endpoint,
        model,
        unfinished,
        failed,
        finishReason,
        newTokens,
        metadata,
        extras,
        createdAt,
        at);
  }

  /** The same message with other extras. */
  public Message withExtras(Extras newExtras, Instant at) {
    return new Message(
        id,
        objectId,
        conversationId,
        parentId,
        fromUser,
        sender,
        text,
        parts,
        endpoint,
        model,
        unfinished,
        failed,
        finishReason,
        tokenCount,
        metadata,
        newExtras,
        createdAt,
        at);
  }

  /** The same message at another place: in a copy of its conversation, or under another parent. */
  public Message movedTo(String newId, String conversation, String parent, Instant at) {
    return new Message(
        newId,
        ObjectIds.of(newId),
        conversation,
        parent,
        fromUser,
        sender,
        text,
        parts,
        endpoint,
        model,
        unfinished,
        failed,
        finishReason,
        tokenCount,
        metadata,
        extras,
        at,
        updatedAt.isBefore(at) ? at : updatedAt);
  }
}
