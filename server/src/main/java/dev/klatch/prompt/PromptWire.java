package dev.klatch.prompt;

import dev.klatch.account.UserView;
import dev.klatch.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prompts as the wire contract writes them. */
final class PromptWire {
  /** The fixed categories; a client has a text for each label. */
  static final JsonNode CATEGORIES = categories();

  private PromptWire() {}

  private static ArrayNode categories() {
    ArrayNode list = Json.array();
    for (String value :
        new String[] {
          "idea",
          "travel",
          "teach_or_explain",
          "write",
          "shop",
          "code",
          "misc",
          "roleplay",
          "finance"
        }) {
      list.addObject().put("label", "com_ui_" + value).put("value", value);
    }
    return list;
  }

  /** A group as lists show it. */
  static ObjectNode group(PromptGroup group) {
    ObjectNode node = bare(group);
    node.putObject("productionPrompt").put("prompt", group.production().text());
    return node;
  }

  /** A group with its whole version in production. */
  static ObjectNode detail(PromptGroup group) {
    ObjectNode node = bare(group);
    node.set("productionPrompt", prompt(group.production()));
    return node;
  }

  private static ObjectNode bare(PromptGroup group) {
    ObjectNode node = Json.object();
    node.put("_id", group.id());
    node.put("name", group.name());
    node.put("category", group.category());
    node.put("oneliner", group.oneliner());
    if (group.command() != null) {
      node.put("command", group.command());
    }
    node.put("author", group.userId());
    node.put("authorName", group.authorName());
    node.put("productionId", group.production().id());
    node.put("updatedAt", UserView.time(group.updatedAt()));
    node.put("createdAt", UserView.time(group.createdAt()));
    node.put("numberOfGenerations", group.uses());
    return node;
  }

  static ObjectNode prompt(Prompt prompt) {
    ObjectNode node = Json.object();
    node.put("_id", prompt.id());
    node.put("prompt", prompt.text());
    node.put("type", prompt.type());
    node.put("author", prompt.userId());
    node.put("groupId", prompt.groupId());
    node.put("updatedAt", UserView.time(prompt.updatedAt()));
    node.put("createdAt", UserView.time(prompt.createdAt()));
    return node;
  }
}
