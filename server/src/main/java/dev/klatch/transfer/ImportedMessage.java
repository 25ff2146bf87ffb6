package dev.klatch.transfer;

import dev.klatch.conversation.Message;
import dev.klatch.provider.Part;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a file, before it has a place in a tree.
 *
 * @param id as the file says; may be missing, or the id of several
 * @param parentId as the file says; may name nothing
 * @param enclosing number of the message it stands inside of in the file, or -1
 * @param text what a person wrote; empty for answers
 * @param parts content of an answer; empty for what a person wrote
 * @param facts what only some files say
 * @param createdAt when, if the file says it
 */
record ImportedMessage(
    @Nullable String id,
    @Nullable String parentId,
    int enclosing,
    Kind kind,
    String sender,
    String text,
    List<Part> parts,
    @Nullable String endpoint,
    @Nullable String model,
    boolean unfinished,
    boolean failed,
    @Nullable String finishReason,
    List<String> quotes,
    Facts facts,
    @Nullable Instant createdAt) {
  /**
   * What only some files say of a message.
   *
   * @param tokenCount tokens of the message
   * @param feedback what its reader thought of it
   */
  record Facts(@Nullable Integer tokenCount, Message.@Nullable Feedback feedback) {
    /** Nothing of it. */
    static final Facts NONE = new Facts(null, null);
  }

  /** Whose message it is. */
  enum Kind {
    USER,
    ANSWER,
    /** What a tool gave back; part of the answer that called it. */
    TOOL,
    /** Not shown: what follows it hangs on what comes before it. */
    HIDDEN
  }

  ImportedMessage {
    parts = List.copyOf(parts);
    quotes = List.copyOf(quotes);
  }

  static ImportedMessage hidden(@Nullable String id, @Nullable String parentId) {
    return new ImportedMessage(
        id,
        parentId,
        -1,
        Kind.HIDDEN,
        "",
        "",
        List.of(),
        null,
        null,
        false,
        false,
        null,
        List.of(),
        Facts.NONE,
        null);
  }

  static ImportedMessage user(
      @Nullable String id, @Nullable String parentId, String text, @Nullable Instant createdAt) {
    return new ImportedMessage(
        id,
        parentId,
        -1,
        Kind.USER,
        "User",
        text,
        List.of(),
        null,
        null,
        false,
        false,
        null,
        List.of(),
        Facts.NONE,
        createdAt);
  }

  static ImportedMessage answer(
      @Nullable String id,
      @Nullable String parentId,
      String sender,
      List<Part> parts,
      @Nullable String model,
      @Nullable Instant createdAt) {
    return new ImportedMessage(
        id,
        parentId,
        -1,
        Kind.ANSWER,
        sender,
        "",
        parts,
        null,
        model,
        false,
        false,
        null,
        List.of(),
        Facts.NONE,
        createdAt);
  }

  ImportedMessage as(Kind newKind) {
    return new ImportedMessage(
        id,
        parentId,
        enclosing,
        newKind,
        sender,
        text,
        parts,
        endpoint,
        model,
        unfinished,
        failed,
        finishReason,
        quotes,
        facts,
        createdAt);
  }

  ImportedMessage within(int number) {
    return new ImportedMessage(
        id,
        parentId,
        number,
        kind,
        sender,
        text,
        parts,
        endpoint,
        model,
        unfinished,
        failed,
        finishReason,
        quotes,
        facts,
        createdAt);
  }

  boolean isShown() {
    return kind != Kind.HIDDEN;
  }

  boolean isFromModel() {
    return kind == Kind.ANSWER || kind == Kind.TOOL;
  }
}
