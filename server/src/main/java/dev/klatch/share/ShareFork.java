package dev.klatch.share;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationCopies;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageTree;
import dev.klatch.conversation.MessageWire;
import dev.klatch.conversation.ObjectIds;
import dev.klatch.conversation.PartCodec;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Goes on with a shared conversation as an own copy, made of nothing but what viewers see. */
public final class ShareFork {
  private final ShareService shares;
  private final ConversationCopies copies;
  private final Function<Principal, Model> models;
  private final Clock clock;

  /** A model to go on with. */
  public record Model(String endpoint, @Nullable String name) {}

  /**
   * @param models a model that a person may use
   */
  public ShareFork(
      ShareService shares,
      ConversationCopies copies,
      Function<Principal, Model> models,
      Clock clock) {
    this.shares = shares;
    this.copies = copies;
    this.models = models;
    this.clock = clock;
  }

  /**
   * Copies what a link shows.
   *
   * @param index last message to take, by its place in what the viewer has; null: everything
   * @param revision the {@code updatedAt} of what the viewer has; without it {@code index} means
   *     nothing
   * @throws AppException 409 when the link shows something else by now
   */
  ConversationCopies.Copy fork(
      Principal user, String shareId, @Nullable Integer index, @Nullable String revision) {
    Share share = shares.requireReadable(user, shareId);
    if (revision != null && !revision.equals(MessageWire.time(share.updatedAt()))) {
      throw AppException.conflict(
          "SHARE_REVISION_MISMATCH",
          "The shared conversation was changed in the meantime. Reload it.");
    }
    Model model = models.apply(user);
    List<Message> shown = messages(shares.content(share).path("messages"), model);
    int last = index == null || revision == null ? -1 : index;
    boolean part = last >= 0 && last < shown.size();
    List<Message> taken = part ? new MessageTree(shown).path(shown.get(last).id()) : shown;
    return copies.adopt(draft(user, share.title(), model), taken);
  }

  private Conversation draft(Principal user, String title, Model model) {
    Instant now = clock.instant();
    return new Conversation(
        "",
        "",
        user.id(),
        title,
        model.endpoint(),
        model.name(),
        Json.object(),
        false,
        null,
        false,
        false,
        now,
        now,
        null);
  }

  private static List<Message> messages(JsonNode shown, Model model) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode node : shown) {
      boolean fromUser = Json.flag(node, "isCreatedByUser");
      String id = Json.text(node, "messageId", "");
      JsonNode tokens = node.path("tokenCount");
      messages.add(
          new Message(
              id,
              ObjectIds.of(id),
              "",
              Json.text(node, "parentMessageId", Message.ROOT),
              fromUser,
              Json.text(node, "sender", ""),
              Json.text(node, "text", ""),
              PartCodec.fromJson(node.get("content")),
              model.endpoint(),
              fromUser ? null : model.name(),
              Json.flag(node, "unfinished"),
              Json.flag(node, "error"),
              null,
              tokens.isInt() ? (Integer) tokens.intValue() : null,
              null,
              Message.Extras.NONE,
              Instant.parse(Json.text(node, "createdAt", "")),
              Instant.parse(Json.text(node, "updatedAt", ""))));
    }
    return messages;
  }
}
