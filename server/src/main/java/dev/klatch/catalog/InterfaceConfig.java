package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The {@code interface} section.
 *
 * @param customWelcome text of the empty chat page
 * @param privacyPolicy link in the footer
 * @param termsOfService link in the footer, and the dialog to accept the terms
 * @param modelSelect whether users may choose endpoint and model
 * @param parameters whether users see the parameter panel
 * @param presets whether users see presets
 * @param json the section as clients get it: everything that was written and is right
 */
public record InterfaceConfig(
    @Nullable String customWelcome,
    @Nullable Link privacyPolicy,
    @Nullable Terms termsOfService,
    boolean modelSelect,
    boolean parameters,
    boolean presets,
    JsonNode json) {

  /** A link of the footer. */
  public record Link(@Nullable String externalUrl, boolean openNewTab) {}

  /** The terms: their link, and whether and how they must be accepted. */
  public record Terms(
      @Nullable String externalUrl,
      boolean openNewTab,
      boolean modalAcceptance,
      @Nullable String modalTitle,
      @Nullable String modalContent) {}

  static InterfaceConfig of(@Nullable ConfigNode section) {
    ConfigNode node = section == null ? ConfigNode.empty() : section;
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    node.entries().forEach(e -> json.put(e.key(), e.value().toPlain()));
    // What earlier versions understood would only confuse clients.
    List.of("endpointsMenu", "sidePanel", "endpoints").forEach(json::remove);
    return new InterfaceConfig(
        node.text("customWelcome"),
        link(node.get("privacyPolicy")),
        terms(node.get("termsOfService")),
        node.bool("modelSelect", true),
        node.bool("parameters", true),
        node.bool("presets", true),
        Json.MAPPER.valueToTree(json));
  }

  private static @Nullable Link link(@Nullable ConfigNode node) {
    return node == null ? null : new Link(node.text("externalUrl"), node.bool("openNewTab", false));
  }

  private static @Nullable Terms terms(@Nullable ConfigNode node) {
    if (node == null) {
      return null;
    }
    ConfigNode content = node.get("modalContent");
    String text =
        content != null && content.isList()
            ? String.join("\n", node.texts("modalContent"))
            : node.text("modalContent");
    return new Terms(
        node.text("externalUrl"),
        node.bool("openNewTab", false),
        node.bool("modalAcceptance", false),
        node.text("modalTitle"),
        text);
  }
}
