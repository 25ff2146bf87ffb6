package dev.klatch.share;

import dev.klatch.access.AccessRole;
import dev.klatch.access.Grantee;
import dev.klatch.access.Policy;
import dev.klatch.access.ResourceType;
import dev.klatch.access.Rights;
import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationListener;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.conversation.MessageTree;
import dev.klatch.crypto.Ids;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.json.Json;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Rules of shared links: who may make them, who may read them, what they show. */
public final class ShareService implements ConversationListener {
  private static final ResourceType TYPE = ResourceType.SHARED_LINK;
  private static final int MAX_PAGE = 100;

  private final Needs needs;
  private final ShareStore shares;
  private final ShareConfig config;
  private final ShareFiles files;

  /** The parts this stands on. */
  public record Needs(
      Database database,
      ConversationService conversations,
      ConversationStore conversationStore,
      MessageStore messages,
      Policy policy,
      Clock clock) {}

  public ShareService(Needs needs, ShareConfig config, ShareFiles files) {
    this.needs = needs;
    this.shares = new ShareStore(needs.database());
    this.config = config;
    this.files = files;
    needs.conversations().listen(this);
  }

  /**
   * What a link is to show; null leaves as it is, or takes the usual for a new link.
   *
   * @param targetMessageId show only up to the level of this message
   * @param openToAll let everyone read it who has the link
   */
  record Wish(
      @Nullable String targetMessageId, @Nullable Boolean files, @Nullable Boolean openToAll) {}

  /** Some links, and where the next page starts. */
  record Page(List<Share> shares, ShareStore.@Nullable Position next) {}

  Page list(ShareStore.Listing asked) {
    int limit = Math.clamp(asked.limit(), 1, MAX_PAGE);
    List<Share> rows =
        shares.list(
            new ShareStore.Listing(
                asked.userId(),
                asked.byTitle(),
                asked.ascending(),
                asked.search(),
                asked.after(),
                limit + 1));
    if (rows.size() <= limit) {
      return new Page(rows, null);
    }
    Share last = rows.get(limit - 1);
    String key = asked.byTitle() ? last.title() : "" + last.createdAt().toEpochMilli();
    return new Page(rows.subList(0, limit), new ShareStore.Position(key, last.id()));
  }

  Optional<Share> ofConversation(String userId, String conversationId) {
    return shares.byConversation(userId, conversationId);
  }

  /**
   * Makes a link to a conversation of the user.
   *
   * @throws AppException 403 without the permission, 404 when the conversation is not the user's or
   *     has nothing to show, 409 when there is a link already
   */
  Share create(Principal user, String conversationId, Wish wish) {
    needs.policy().require(user, TYPE.permissionType(), "CREATE");
    Conversation conversation = needs.conversations().require(user.id(), conversationId);
    if (shares.byConversation(user.id(), conversationId).isPresent()) {
      throw AppException.conflict(
          "SHARE_EXISTS", "This conversation has a link already. Update or delete that one.");
    }
    Instant now = needs.clock().instant();
    Share share =
        new Share(
            Ids.objectId(needs.clock()),
            ShareIds.of(""),
            user.id(),
            conversationId,
            wish.targetMessageId(),
            conversation.title(),
            config.files() && !Boolean.FALSE.equals(wish.files()),
            now,
            now);
    List<Message> shown = shown(conversation, share.targetMessageId());
    boolean open = wish.openToAll() == null ? mayOpen(user) : wish.openToAll();
    requireMayOpen(user, wish);
    needs
        .database()
        .change(
            handle -> {
              save(handle, share, shown);
              needs.policy().own(handle, user.id(), TYPE, share.id());
              open(handle, share, open);
            });
    return share;
  }

  /**
   * Takes anew what a link shows, and changes the link, so that the old one no longer works.
   *
   * @throws AppException 404 when the link is not the user's
   */
  Share update(Principal user, String shareId, Wish wish) {
    needs.policy().require(user, TYPE.permissionType(), "CREATE");
    Share old = requireOwn(user.id(), shareId);
    Conversation conversation = needs.conversations().require(user.id(), old.conversationId());
    Share share =
        new Share(
            old.id(),
            ShareIds.of(""),
            user.id(),
            old.conversationId(),
            wish.targetMessageId() == null ? old.targetMessageId() : wish.targetMessageId(),
            conversation.title(),
            config.files() && (wish.files() == null ? old.snapshotFiles() : wish.files()),
            old.createdAt(),
            needs.clock().instant());
    List<Message> shown = shown(conversation, share.targetMessageId());
    requireMayOpen(user, wish);
    needs
        .database()
        .change(
            handle -> {
              drop(handle, old);
              save(handle, share, shown);
              if (wish.openToAll() != null) {
                open(handle, share, wish.openToAll());
              }
            });
    return share;
  }

  private void save(Handle handle, Share share, List<Message> shown) {
    ShareSnapshot snapshot =
        new ShareSnapshot(
            message ->
                share.snapshotFiles()
                    ? files.snapshot(handle, share.shareId(), message)
                    : List.of());
    ObjectNode body = Json.object();
    body.set("messages", snapshot.messages(shown));
    body.put("conversationId", snapshot.conversationId());
    shares.insert(handle, share, Json.write(body));
    needs.conversationStore().markShared(handle, share.userId(), share.conversationId(), true);
  }

  private void drop(Handle handle, Share share) {
    files.dropped(handle, share.shareId());
    shares.delete(handle, share.userId(), share.id());
    needs.conversationStore().markShared(handle, share.userId(), share.conversationId(), false);
  }

  /** Ends a link. */
  Share revoke(String userId, String shareId) {
    Share share = requireOwn(userId, shareId);
    needs
        .database()
        .change(
            handle -> {
              drop(handle, share);
              needs.policy().forget(handle, TYPE, share.id());
            });
    return share;
  }

  /**
   * The link of a secret, if this caller may read it: the one check of readers.
   *
   * @param viewer null when not signed in
   * @throws AppException 404 when there is none, 401 when one must sign in to read it, 403 when it
   *     is for others
   */
  Share requireReadable(@Nullable Principal viewer, String shareId) {
    Share share = shares.byLink(shareId).orElseThrow(ShareService::missing);
    boolean open = isOpen(share);
    if (viewer == null && !(config.anonymous() && open)) {
      throw new AppException(401, "AUTHENTICATION_REQUIRED", "Sign in to read this conversation.");
    }
    if (!open && viewer != null && !needs.policy().may(viewer, TYPE, share.id(), Rights.VIEW)) {
      throw AppException.forbidden("This conversation is shared with others only.");
    }
    return share;
  }

  /** Whether everyone who has the link may read it. */
  boolean isOpen(Share share) {
    return needs.policy().isPublic(TYPE, share.id());
  }

  private void open(Handle handle, Share share, boolean open) {
    if (open) {
      AccessRole.Level viewer = AccessRole.Level.VIEWER;
      needs.policy().grant(handle, TYPE, share.id(), Grantee.PUBLIC, viewer, share.userId());
    } else {
      needs.policy().revoke(handle, TYPE, share.id(), Grantee.PUBLIC);
    }
  }

  /** What viewers see: {@code messages} and {@code conversationId}, as JSON. */
  ObjectNode content(Share share) {
    return (ObjectNode) Json.parse(shares.messages(share.id()));
  }

  private Share requireOwn(String userId, String shareId) {
    return shares
        .byLink(shareId)
        .filter(share -> share.userId().equals(userId))
        .orElseThrow(ShareService::missing);
  }

  private static AppException missing() {
    return AppException.notFound("The shared link was not found. It may have been deleted.");
  }

  private List<Message> shown(Conversation conversation, @Nullable String target) {
    MessageTree tree = new MessageTree(needs.messages().list(conversation.id()));
    List<Message> shown = target == null ? tree.inOrder() : tree.upToLevel(target);
    if (shown.isEmpty()) {
      throw AppException.notFound("There is nothing to share: the message was not found.");
    }
    return shown;
  }

  private boolean mayOpen(Principal user) {
    return needs.policy().may(user, TYPE.permissionType(), "SHARE_PUBLIC");
  }

  private void requireMayOpen(Principal user, Wish wish) {
    if (Boolean.TRUE.equals(wish.openToAll())) {
      needs.policy().require(user, TYPE.permissionType(), "SHARE_PUBLIC");
    }
  }

  @Override
  public void hidden(Handle handle, String userId, List<String> conversationIds) {
    conversationIds.forEach(id -> shares.hide(handle, id, true));
  }

  @Override
  public void restored(Handle handle, String userId, List<String> conversationIds) {
    conversationIds.forEach(id -> shares.hide(handle, id, false));
  }

  @Override
  public void purged(Handle handle, String userId, List<String> conversationIds) {
    for (String id : conversationIds) {
      for (Share share : shares.ofConversation(handle, id)) {
        files.dropped(handle, share.shareId());
        needs.policy().forget(handle, TYPE, share.id());
      }
    }
    // The rows themselves go with their conversations.
  }
}
