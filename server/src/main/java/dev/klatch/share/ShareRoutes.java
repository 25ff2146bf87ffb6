package dev.klatch.share;

import static dev.klatch.conversation.MessageWire.time;

import dev.klatch.conversation.CopyRoutes;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/share}: links to conversations, in the shapes of the wire contract. */
public final class ShareRoutes {
  private static final int DEFAULT_PAGE = 10;
  private static final String INVALID_CURSOR =
      "The cursor does not belong to this list. Start without one.";

  private final ShareService service;
  private final ShareFork forks;
  private final CopyRoutes.Limits limits;
  private final JsonNode viewerConfig;

  /**
   * @param viewerConfig what pages of viewers are told about this installation
   */
  public ShareRoutes(
      ShareService service, ShareFork forks, CopyRoutes.Limits limits, JsonNode viewerConfig) {
    this.service = service;
    this.forks = forks;
    this.limits = limits;
    this.viewerConfig = viewerConfig;
  }

  public void register(Router router) {
    router.get("/api/share", Access.USER, this::list);
    router.get("/api/share/link/{conversationId}", Access.USER, this::ofConversation);
    router.post("/api/share/{conversationId}", Access.USER, this::create);
    router.patch("/api/share/{shareId}", Access.USER, this::update);
    router.delete("/api/share/{shareId}", Access.USER, this::revoke);
    router.get("/api/share/{shareId}", Access.OPTIONAL, this::read);
    router.get("/api/share/{shareId}/config", Access.OPTIONAL, this::config);
    router.post("/api/share/{shareId}/fork", Access.USER, this::fork);
  }

  private void list(Exchange exchange) {
    boolean byTitle = "title".equals(exchange.query("sortBy"));
    String search = exchange.query("search");
    ShareService.Page page =
        service.list(
            new ShareStore.Listing(
                exchange.principal().id(),
                byTitle,
                "asc".equals(exchange.query("sortDirection")),
                search == null || search.isBlank() ? null : search.strip(),
                position(exchange.query("cursor"), byTitle),
                limit(exchange.query("pageSize"))));
    ObjectNode reply = Json.object();
    ArrayNode links = reply.putArray("links");
    page.shares().forEach(share -> links.add(row(share, service.isOpen(share))));
    reply.put("nextCursor", page.next() == null ? null : cursor(page.next(), byTitle));
    reply.put("hasNextPage", page.next() != null);
    exchange.reply(reply);
  }

  private static int limit(@Nullable String text) {
    try {
      return text == null ? DEFAULT_PAGE : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return DEFAULT_PAGE;
    }
  }

  private static ObjectNode row(Share share, boolean open) {
    ObjectNode node = Json.object();
    node.put("shareId", share.shareId());
    node.put("title", share.title());
    node.put("createdAt", time(share.createdAt()));
    node.put("conversationId", share.conversationId());
    node.put("isPublic", open);
    return node;
  }

  private static String cursor(ShareStore.Position position, boolean byTitle) {
    String text = Json.write(Json.array().add(byTitle).add(position.key()).add(position.id()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ShareStore.@Nullable Position position(@Nullable String cursor, boolean byTitle) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      JsonNode parts =
          Json.parse(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
      if (parts.size() == 3
          && parts.get(0).isBoolean()
          && parts.get(0).booleanValue() == byTitle
          && isText(parts.get(1))
          && isText(parts.get(2))
          && (byTitle || parts.get(1).stringValue().matches("[0-9]{1,15}"))) {
        return new ShareStore.Position(parts.get(1).stringValue(), parts.get(2).stringValue());
      }
    } catch (IllegalArgumentException | JacksonException e) {
      throw new AppException(400, "INVALID_CURSOR", INVALID_CURSOR, e);
    }
    throw AppException.badRequest("INVALID_CURSOR", INVALID_CURSOR);
  }

  private static boolean isText(JsonNode node) {
    return node.isString() && node.stringValue().indexOf('\0') < 0;
  }

  private void ofConversation(Exchange exchange) {
    String conversation = exchange.pathParameter("conversationId");
    ObjectNode reply =
        service
            .ofConversation(exchange.principal().id(), conversation)
            .map(
                share -> {
                  ObjectNode found = created(share);
                  found.put("success", true);
                  found.put("snapshotFiles", share.snapshotFiles());
                  found.put("isPublic", service.isOpen(share));
                  found.put("updatedAt", time(share.updatedAt()));
                  return found;
                })
            .orElseGet(
                () -> {
                  ObjectNode none = Json.object();
                  none.put("success", false);
                  none.putNull("shareId");
                  none.put("conversationId", conversation);
                  return none;
                });
    exchange.reply(reply);
  }

  private void create(Exchange exchange) {
    exchange.reply(
        created(
            service.create(
                exchange.principal(),
                exchange.pathParameter("conversationId"),
                wish(exchange.jsonObject()))));
  }

  private void update(Exchange exchange) {
    exchange.reply(
        created(
            service.update(
                exchange.principal(),
                exchange.pathParameter("shareId"),
                wish(exchange.jsonObject()))));
  }

  private static ObjectNode created(Share share) {
    ObjectNode node = Json.object();
    node.put("_id", share.id());
    node.put("shareId", share.shareId());
    node.put("conversationId", share.conversationId());
    if (share.targetMessageId() != null) {
      node.put("targetMessageId", share.targetMessageId());
    }
    return node;
  }

  private static ShareService.Wish wish(JsonNode body) {
    JsonNode target = body.path("targetMessageId");
    boolean given = !target.isMissingNode() && !target.isNull();
    if (given && (!target.isString() || target.stringValue().isEmpty())) {
      throw AppException.badRequest(
          "INVALID_TARGET", "targetMessageId must be the id of a message.");
    }
    return new ShareService.Wish(
        given ? target.stringValue() : null, flag(body, "snapshotFiles"), flag(body, "isPublic"));
  }

  private static @Nullable Boolean flag(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw AppException.badRequest("INVALID_FLAG", name + " must be true or false.");
    }
    return value.booleanValue();
  }

  private void revoke(Exchange exchange) {
    Share share = service.revoke(exchange.principal().id(), exchange.pathParameter("shareId"));
    ObjectNode reply = Json.object();
    reply.put("success", true);
    reply.put("shareId", share.shareId());
    reply.put("message", "The link was deleted.");
    exchange.reply(reply);
  }

  private void read(Exchange exchange) {
    exchange.replyHeader("Cache-Control", "private, no-store");
    Share share =
        service.requireReadable(exchange.principalOrNull(), exchange.pathParameter("shareId"));
    ObjectNode reply = Json.object();
    reply.put("shareId", share.shareId());
    reply.put("title", share.title());
    reply.put("createdAt", time(share.createdAt()));
    reply.put("updatedAt", time(share.updatedAt()));
    reply.setAll(service.content(share));
    exchange.reply(reply);
  }

  private void config(Exchange exchange) {
    exchange.replyHeader("Cache-Control", "private, no-store");
    exchange.reply(viewerConfig);
  }

  private void fork(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    JsonNode index = body.path("targetMessageIndex");
    limits.count(exchange);
    exchange.reply(
        201,
        CopyRoutes.wire(
            forks.fork(
                exchange.principal(),
                exchange.pathParameter("shareId"),
                index.isInt() ? (Integer) index.intValue() : null,
                Json.text(body, "shareRevision"))));
  }
}
