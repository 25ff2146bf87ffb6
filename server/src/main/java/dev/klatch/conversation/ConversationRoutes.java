package dev.klatch.conversation;

import dev.klatch.conversation.ConversationListing.Order;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/convos}: lists and changes conversations, in the shapes of the wire contract. */
public final class ConversationRoutes {
  private static final int DEFAULT_PAGE = 25;

  private static final int MAX_TAGS = 100;
  private static final Pattern PROJECT_ID = Pattern.compile("[0-9a-f]{24}");

  private final ConversationService service;
  private final @Nullable BiFunction<String, String, List<String>> search;

  /** Routes that search by parts of titles. */
  public ConversationRoutes(ConversationService service) {
    this(service, null);
  }

  /**
   * @param search finds the conversations of a user (first) that match what was typed (second);
   *     null: parts of titles are looked for
   */
  public ConversationRoutes(
      ConversationService service, @Nullable BiFunction<String, String, List<String>> search) {
    this.service = service;
    this.search = search;
  }

  public void register(Router router) {
    router.get("/api/convos", Access.USER, this::list);
    router.get("/api/convos/{id}", Access.USER, this::get);
    router.delete("/api/convos", Access.USER, this::delete);
    router.delete("/api/convos/all", Access.USER, this::deleteAll);
    router.post("/api/convos/update", Access.USER, this::rename);
    router.post("/api/convos/archive", Access.USER, this::archive);
    router.post("/api/convos/archive/all", Access.USER, this::archiveAll);
    router.post("/api/convos/pin", Access.USER, this::pin);
    router.post("/api/klatch/conversations/restore", Access.USER, this::restoreAll);
    router.post("/api/klatch/conversations/{id}/restore", Access.USER, this::restore);
  }

  private void list(Exchange exchange) {
    String user = exchange.principal().id();
    String text = words(exchange.query("search"));
    List<String> found = text == null || search == null ? null : search.apply(user, text);
    String title = words(exchange.query("title"));
    Order order = Order.of(exchange.query("sortBy"), exchange.query("sortDirection"));
    ConversationService.Page page =
        service.list(
            new ConversationListing(
                user,
                "true".equals(exchange.query("isArchived")),
                flag(exchange.query("pinned")),
                title == null && found == null ? text : title,
                found,
                exchange.queryAll("tags").stream().limit(MAX_TAGS).toList(),
                project(exchange.query("projectId")),
                order,
                Cursor.decode(exchange.query("cursor"), order),
                limit(exchange)));
    exchange.reply(ConversationWire.page(page.rows(), page.next(), order));
  }

  private static @Nullable String words(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }

  private static @Nullable Boolean flag(@Nullable String text) {
    return "true".equals(text) ? Boolean.TRUE : "false".equals(text) ? Boolean.FALSE : null;
  }

  private static @Nullable String project(@Nullable String id) {
    if (id == null || id.isEmpty()) {
      return null;
    }
    if (!id.equals(ConversationListing.UNASSIGNED) && !PROJECT_ID.matcher(id).matches()) {
      throw AppException.badRequest(
          "INVALID_PROJECT_ID", "projectId must be a project's id, or unassigned.");
    }
    return id;
  }

  private static int limit(Exchange exchange) {
    String text = exchange.query("limit");
    try {
      return text == null ? DEFAULT_PAGE : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return DEFAULT_PAGE;
    }
  }

  private void get(Exchange exchange) {
    exchange.reply(full(service.require(exchange.principal().id(), exchange.pathParameter("id"))));
  }

  private ObjectNode full(Conversation conversation) {
    return ConversationWire.full(conversation, service.messageObjectIds(conversation.id()));
  }

  private void rename(Exchange exchange) {
    JsonNode arg = argument(exchange);
    exchange.reply(
        201,
        full(service.rename(exchange.principal().id(), requireId(arg), Json.text(arg, "title"))));
  }

  private void archive(Exchange exchange) {
    JsonNode arg = argument(exchange);
    boolean archived = requireFlag(arg, "isArchived");
    Conversation changed = service.archive(exchange.principal().id(), requireId(arg), archived);
    ObjectNode reply = full(changed);
    if (!archived) {
      reply.putNull("archivedAt");
    }
    exchange.reply(reply);
  }

  private void archiveAll(Exchange exchange) {
    int count = service.archiveAll(exchange.principal().id());
    exchange.reply(Json.object().put("archivedCount", count));
  }

  private void restoreAll(Exchange exchange) {
    JsonNode ids = exchange.jsonObject().path("conversationIds");
    if (!ids.isArray()) {
      throw AppException.badRequest("IDS_REQUIRED", "conversationIds must be a list of ids.");
    }
    List<String> asked =
        ids.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
    ObjectNode reply = Json.object();
    var restored = reply.putArray("conversationIds");
    service.restore(exchange.principal().id(), asked).forEach(restored::add);
    exchange.reply(reply);
  }

  private void pin(Exchange exchange) {
    JsonNode arg = argument(exchange);
    boolean pinned = requireFlag(arg, "pinned");
    exchange.reply(full(service.pin(exchange.principal().id(), requireId(arg), pinned)));
  }

  private void delete(Exchange exchange) {
    JsonNode arg = argument(exchange);
    String id = Json.text(arg, "conversationId");
    if (id == null || id.isEmpty()) {
      if ("button".equals(Json.text(arg, "source"))) {
        // Clients send this for a conversation that was never saved: nothing to delete.
        exchange.replyText(200, "No conversationId provided");
        return;
      }
      throw AppException.badRequest(
          "CONVERSATION_ID_REQUIRED", "arg.conversationId is missing: say which to delete.");
    }
    exchange.reply(201, deletion(service.delete(exchange.principal().id(), id)));
  }

  private void deleteAll(Exchange exchange) {
    exchange.reply(201, deletion(service.deleteAll(exchange.principal().id())));
  }

  private void restore(Exchange exchange) {
    exchange.reply(full(service.restore(exchange.principal().id(), exchange.pathParameter("id"))));
  }

  private static ObjectNode deletion(ConversationService.Deletion deletion) {
    ObjectNode node = Json.object();
    node.put("acknowledged", true);
    node.put("deletedCount", deletion.conversationIds().size());
    node.putObject("messages").put("acknowledged", true).put("deletedCount", deletion.messages());
    var ids = node.putArray("conversationIds");
    deletion.conversationIds().forEach(ids::add);
    return node;
  }

  private static JsonNode argument(Exchange exchange) {
    @Nullable JsonNode arg = exchange.jsonObject().get("arg");
    if (arg == null || !arg.isObject()) {
      throw AppException.badRequest("ARG_REQUIRED", "The body must be {\"arg\": {...}}.");
    }
    return arg;
  }

  private static String requireId(JsonNode arg) {
    String id = Json.text(arg, "conversationId");
    if (id == null || id.isEmpty()) {
      throw AppException.badRequest("CONVERSATION_ID_REQUIRED", "conversationId is required");
    }
    return id;
  }

  private static boolean requireFlag(JsonNode arg, String name) {
    JsonNode value = arg.get(name);
    if (value == null || !value.isBoolean()) {
      throw AppException.badRequest("FLAG_REQUIRED", name + " must be true or false.");
    }
    return value.booleanValue();
  }
}
