package dev.klatch.file;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file somebody uploaded.
 *
 * @param id UUID
 * @param name as the person knows it; without folders and control characters
 * @param path address by which the wire contract knows it; unique
 * @param type media type, judged by the content
 * @param size in bytes, as stored
 * @param purpose what it is for
 * @param source where it is kept, in the wire contract's words
 * @param width of an image in pixels, else null
 * @param thumbnail whether a small copy is kept beside an image
 * @param usage how many messages it was sent with
 * @param textTokens size of the text that was read from it, or null when there is none
 * @param conversationId where it was sent last, or null
 * @param messageId the message it was sent with last, or null
 * @param expiresAt when it is removed unless it is used before; null: it stays
 */
public record StoredFile(
    String id,
    String objectId,
    String userId,
    String name,
    String path,
    String type,
    long size,
    Purpose purpose,
    Source source,
    @Nullable Integer width,
    @Nullable Integer height,
    boolean thumbnail,
    int usage,
    @Nullable Integer textTokens,
    @Nullable String conversationId,
    @Nullable String messageId,
    @Nullable Instant expiresAt,
    Instant createdAt,
    Instant updatedAt) {

  /** What a file is for, by its name in the wire contract. */
  public enum Purpose {
    MESSAGE_ATTACHMENT,
    AGENTS,
    AVATAR,
    EXECUTE_CODE,
    IMAGE_GENERATION
  }

  /** Where a file is kept. {@code TEXT}: only its text matters to whoever uploaded it. */
  public enum Source {
    LOCAL,
    S3,
    TEXT
  }

  /** Whether it is shown to a model as a picture. */
  public boolean isImage() {
    return width != null;
  }

  /** Key of the content in its store. */
  public String blobKey() {
    return (isImage() ? "images/" : "uploads/") + userId + "/" + id;
  }

  /** Key of the small copy. */
  public String thumbnailKey() {
    return "thumbnails/" + userId + "/" + id;
  }
}
