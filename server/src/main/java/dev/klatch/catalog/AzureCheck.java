package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Environment;
import dev.klatch.config.Findings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates {@code endpoints.azureOpenAI}; serving it is another matter. */
final class AzureCheck {
  private static final int LONG_LITERAL = 16;

  private final Environment environment;
  private final Findings findings;
  private final Map<String, Integer> modelLines = new HashMap<>();
  private final Set<String> groupNames = new HashSet<>();

  AzureCheck(Environment environment, Findings findings) {
    this.environment = environment;
    this.findings = findings;
  }

  void check(ConfigNode root) {
    ConfigNode azure = root.at("endpoints", "azureOpenAI");
    if (azure == null) {
      return;
    }
    ConfigNode groups = azure.get("groups");
    if (groups == null || groups.items().isEmpty()) {
      error(azure, "A9", "azureOpenAI has no groups", "add groups: with at least one resource");
      return;
    }
    groups.items().forEach(this::group);
    titleModel(azure);
    for (String name : List.of("INSTANCE_NAME", "DEPLOYMENT_NAME")) {
      if (environment.value(name) != null) {
        findings.warning(
            azure.line(),
            azure.column(),
            "A5",
            "the variable "
                + name
                + " is set and takes the place of the placeholder ${"
                + name
                + "}",
            "unset it");
      }
    }
  }

  private void titleModel(ConfigNode azure) {
    ConfigNode.Entry title = azure.entry("titleModel");
    if (title == null || !title.value().isScalar()) {
      return;
    }
    String model = title.value().text();
    if (!model.equals("current_model") && !modelLines.containsKey(model)) {
      findings.warning(
          title.line(),
          title.column(),
          "A7",
          "titleModel `"
              + model
              + "` is no model of any group, so conversations keep their first title",
          "use one of "
              + String.join(", ", modelLines.keySet().stream().sorted().toList())
              + ", or current_model");
    }
  }

  private void group(ConfigNode group) {
    String name = group.text("group");
    boolean serverless = group.bool("serverless", false);
    required(group, "group");
    required(group, "apiKey");
    required(group, serverless ? "baseURL" : "instanceName");
    if (name != null && !groupNames.add(name)) {
      error(group, "A4", "the group name `" + name + "` is used twice", "rename one of them");
    }
    key(group);
    ConfigNode instance = group.get("instanceName");
    if (instance != null && instance.text().contains("://")) {
      error(
          instance,
          "A2",
          "instanceName must be the resource's name, not an address",
          "remove https:// and what follows the name");
    }
    ConfigNode models = group.get("models");
    if (models == null || models.entries().isEmpty()) {
      error(group, "A9", "the group has no models", "add models:");
      return;
    }
    for (ConfigNode.Entry model : models.entries()) {
      model(group, model, serverless);
    }
  }

  private void key(ConfigNode group) {
    ConfigNode key = group.get("apiKey");
    if (key == null || key.text().isBlank()) {
      return;
    }
    if (key.text().equals("user_provided")) {
      error(
          key,
          "A9",
          "users cannot bring their own key for Azure groups",
          "write a key or ${VARIABLE}");
      return;
    }
    new TemplateCheck(environment, findings)
        .expand(key, key.line(), key.column(), "the key of the group");
    if (!key.text().contains("${") && key.text().length() >= LONG_LITERAL) {
      findings.info(
          key.line(),
          key.column(),
          "K4",
          "the key of the group is written into this file",
          "put it into .env and write ${VARIABLE} here");
    }
  }

  private void model(ConfigNode group, ConfigNode.Entry model, boolean serverless) {
    Integer earlier = modelLines.putIfAbsent(model.key(), model.line());
    if (earlier != null) {
      findings.error(
          model.line(),
          model.column(),
          "A4",
          "the model `" + model.key() + "` is already on line " + earlier,
          "a model may belong to one group only");
    }
    for (String field : List.of("deploymentName", "version")) {
      String own = model.value().text(field);
      String inherited = group.text(field);
      if (!serverless && isBlank(own) && isBlank(inherited)) {
        findings.error(
            model.line(),
            model.column(),
            "A3",
            "the model `" + model.key() + "` has no " + field + ", and neither has its group",
            "add " + field + " to the model or the group");
      }
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private void required(ConfigNode group, String field) {
    if (isBlank(group.text(field))) {
      error(group, "A9", "the group has no " + field, "fill it in");
    }
  }

  private void error(ConfigNode node, String rule, String cause, String fix) {
    findings.error(node.line(), node.column(), rule, cause, fix);
  }
}
