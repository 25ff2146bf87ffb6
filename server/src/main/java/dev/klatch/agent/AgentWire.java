package dev.klatch.agent;

import dev.klatch.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Agents in the forms of the wire contract. */
final class AgentWire {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Fields of lists, and of {@link #limited} with the model. */
  private static final List<String> SHOWN =
      List.of("name", "description", "avatar", "conversation_starters", "support_contact");

  /** Lists that clients expect also when they are empty. */
  private static final List<String> LISTS =
      List.of("tools", "tool_kwargs", "agent_ids", "edges", "conversation_starters");

  private AgentWire() {}

  /** Everything, for those who may edit it. */
  static ObjectNode full(Agent agent) {
    ObjectNode view = Json.object();
    view.put("id", agent.agentId());
    view.put("_id", agent.id());
    for (Map.Entry<String, JsonNode> field : agent.definition().fields().properties()) {
      if (!(field.getKey().equals("model_parameters") && field.getValue().isEmpty())) {
        view.set(field.getKey(), field.getValue());
      }
    }
    for (String list : LISTS) {
      if (!view.has(list)) {
        view.putArray(list);
      }
    }
    view.put("category", agent.definition().category());
    view.put("author", agent.author());
    view.put("is_promoted", agent.promoted());
    view.putArray("mcpServerNames");
    times(view, agent);
    return view;
  }

  /** Adds the versions. */
  static ObjectNode with(ObjectNode view, Agent agent, List<AgentVersion> versions) {
    view.set("versions", versions(agent, versions));
    view.put("version", agent.version());
    return view;
  }

  static ArrayNode versions(Agent agent, List<AgentVersion> versions) {
    ArrayNode list = Json.array();
    for (AgentVersion version : versions) {
      ObjectNode row = version.definition().fields().deepCopy();
      row.put("id", agent.agentId());
      if (!row.has("tools")) {
        row.putArray("tools");
      }
      row.put("createdAt", TIME.format(agent.createdAt()));
      row.put("updatedAt", TIME.format(version.madeAt()));
      if (!version.madeBy().equals(agent.author())) {
        row.put("updatedBy", version.madeBy());
      }
      list.add(row);
    }
    return list;
  }

  /** What people may see who may only use it. */
  static ObjectNode limited(Agent agent) {
    ObjectNode view = base(agent);
    view.put("provider", agent.definition().provider());
    view.put("model", agent.definition().model());
    times(view, agent);
    return view;
  }

  /** A row of the list. */
  static ObjectNode row(Agent agent, boolean isPublic, boolean editable, @Nullable String owner) {
    ObjectNode view = base(agent);
    view.put("updatedAt", TIME.format(agent.updatedAt()));
    view.put("is_promoted", agent.promoted());
    view.put("isPublic", isPublic);
    view.put("isEditable", editable);
    owner(view, owner);
    return view;
  }

  static void owner(ObjectNode view, @Nullable String name) {
    if (name != null) {
      view.putObject("owner_contact").put("name", name);
    }
  }

  private static ObjectNode base(Agent agent) {
    ObjectNode view = Json.object();
    view.put("id", agent.agentId());
    view.put("_id", agent.id());
    for (String name : SHOWN) {
      JsonNode value = agent.definition().fields().get(name);
      if (value != null) {
        view.set(name, value);
      }
    }
    if (!view.has("conversation_starters")) {
      view.putArray("conversation_starters");
    }
    view.put("category", agent.definition().category());
    view.put("author", agent.author());
    return view;
  }

  private static void times(ObjectNode view, Agent agent) {
    view.put("createdAt", TIME.format(agent.createdAt()));
    view.put("updatedAt", TIME.format(agent.updatedAt()));
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
