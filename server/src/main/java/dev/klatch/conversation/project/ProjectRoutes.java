package dev.klatch.conversation.project;

import static dev.klatch.conversation.MessageWire.time;

import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationWire;
import dev.klatch.http.Access;
import dev.klatch.http.AppException;
import dev.klatch.http.Exchange;
import dev.klatch.http.Router;
import dev.klatch.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/projects}, in the shapes of the wire contract. */
public final class ProjectRoutes {
  private static final int DEFAULT_PAGE = 25;

  private final ProjectService service;
  private final ConversationService conversations;

  public ProjectRoutes(ProjectService service, ConversationService conversations) {
    this.service = service;
    this.conversations = conversations;
  }

  public void register(Router router) {
    router.get("/api/projects", Access.USER, this::list);
    router.post("/api/projects", Access.USER, this::create);
    router.get("/api/projects/{id}", Access.USER, this::get);
    router.patch("/api/projects/{id}", Access.USER, this::update);
    router.delete("/api/projects/{id}", Access.USER, this::delete);
    router.put("/api/projects/conversations/{conversationId}", Access.USER, this::assign);
  }

  private void list(Exchange exchange) {
    String sort = exchange.query("sortBy");
    ProjectService.Page page =
        service.list(
            exchange.principal().id(),
            new ProjectService.Listing(
                exchange.query("cursor"),
                limit(exchange),
                sort == null ? "lastConversationAt" : sort,
                "asc".equals(exchange.query("sortDirection")),
                exchange.query("search")));
    ObjectNode reply = Json.object();
    ArrayNode list = reply.putArray("projects");
    page.projects().forEach(project -> list.add(wire(project)));
    reply.put("nextCursor", page.next());
    exchange.reply(reply);
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
    exchange.reply(wire(service.require(exchange.principal().id(), exchange.pathParameter("id"))));
  }

  private void create(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    exchange.reply(
        201,
        wire(
            service.create(
                exchange.principal().id(),
                Json.text(body, "name"),
                Json.text(body, "description"))));
  }

  private void update(Exchange exchange) {
    JsonNode body = exchange.jsonObject();
    exchange.reply(
        wire(
            service.update(
                exchange.principal().id(),
                exchange.pathParameter("id"),
                Json.text(body, "name"),
                Json.text(body, "description"))));
  }

  private void delete(Exchange exchange) {
    ProjectService.Deletion deletion =
        service.delete(exchange.principal().id(), exchange.pathParameter("id"));
    ObjectNode reply = Json.object();
    reply.put("deletedCount", deletion.deleted());
    reply.put("modifiedCount", deletion.released());
    exchange.reply(reply);
  }

  private void assign(Exchange exchange) {
    JsonNode id = exchange.jsonObject().path("projectId");
    if (!id.isString() && !id.isNull()) {
      throw AppException.badRequest(
          "PROJECT_ID_REQUIRED", "projectId must be a project's id, or null for none.");
    }
    ProjectService.Move move =
        service.assign(
            exchange.principal().id(),
            exchange.pathParameter("conversationId"),
            id.isNull() ? null : id.stringValue());
    ObjectNode reply = Json.object();
    reply.set(
        "conversation",
        ConversationWire.full(
            move.conversation(), conversations.messageObjectIds(move.conversation().id())));
    reply.put("previousProjectId", move.from());
    reply.put("projectId", move.to());
    exchange.reply(reply);
  }

  private static ObjectNode wire(Project project) {
    ObjectNode node = Json.object();
    node.put("_id", project.id());
    node.put("name", project.name());
    node.put("description", project.description());
    node.put("user", project.userId());
    node.put("conversationCount", project.conversations());
    node.put(
        "lastConversationAt",
        project.lastConversationAt() == null ? null : time(project.lastConversationAt()));
    node.put("lastConversationId", project.lastConversationId());
    node.put("createdAt", time(project.createdAt()));
    node.put("updatedAt", time(project.updatedAt()));
    return node;
  }
}
