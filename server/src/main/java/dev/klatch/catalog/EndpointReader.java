package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Environment;
import dev.klatch.config.Finding;
import dev.klatch.config.Findings;
import dev.klatch.config.Substitution;
import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes endpoints of {@code endpoints.custom} and of the variables of the built-in OpenAI endpoint.
 */
final class EndpointReader {
  static final String OPENAI = "openAI";
  private static final String OPENAI_URL = "https://api.openai.com/v1";

  /** Names of built-in endpoints, which a custom one may not carry. */
  static final Set<String> RESERVED =
      Set.of(
          "azureOpenAI",
          OPENAI,
          "google",
          "anthropic",
          "assistants",
          "azureAssistants",
          "agents",
          "custom",
          "bedrock");

  private static final int LONG_LITERAL = 16;

  private final ConfigNode endpoints;
  private final Environment environment;
  private final Findings findings;
  private final List<Finding> fileFindings;
  private final BaseUrlCheck urls;
  private final HeaderReader headers;
  private final EndpointExtras extras;

  EndpointReader(
      ConfigNode root,
      Environment environment,
      Findings findings,
      List<Finding> fileFindings,
      boolean inContainer) {
    ConfigNode section = root.get("endpoints");
    this.endpoints = section == null ? ConfigNode.empty() : section;
    this.environment = environment;
    this.findings = findings;
    this.fileFindings = fileFindings;
    this.urls = new BaseUrlCheck(findings, inContainer);
    this.headers = new HeaderReader(environment, findings);
    this.extras = new EndpointExtras(endpoints, environment, findings);
  }

  /** The usable custom endpoints in file order. */
  List<EndpointConfig> custom() {
    List<EndpointConfig> usable = new ArrayList<>();
    ConfigNode list = endpoints.get("custom");
    if (list == null) {
      return usable;
    }
    Map<String, Integer> lines = new HashMap<>();
    List<ConfigNode> items = list.items();
    for (int i = 0; i < items.size(); i++) {
      int end = i + 1 < items.size() ? items.get(i + 1).line() : Integer.MAX_VALUE;
      EndpointConfig endpoint = customItem(items.get(i), end, lines);
      if (endpoint != null) {
        usable.add(endpoint);
      }
    }
    return usable;
  }

  private @Nullable EndpointConfig customItem(
      ConfigNode item, int end, Map<String, Integer> lines) {
    boolean complete = isComplete(item, end);
    boolean named = hasFreeName(item, lines);
    String name = normalised(text(item, "name"));
    // The remaining checks report even when the endpoint is lost: all problems in one run.
    ConfigNode keyNode = item.get("apiKey");
    String key = keyNode == null ? "" : key(keyNode, name);
    ConfigNode.Entry provider = item.entry("provider");
    boolean isNative = provider != null;
    ConfigNode urlNode = item.get("baseURL");
    String url = urlNode == null || !named ? null : url(urlNode, item, name, isNative);
    Map<String, String> ownHeaders = headers(item, url);
    List<ModelInfo> models = models(item);
    extras.report(item, name);
    if (provider != null) {
      findings.info(
          provider.line(),
          provider.column(),
          "V1",
          "`" + name + "` speaks the native Anthropic protocol, which this version does not serve",
          "nothing to do; it appears in a later version");
    }
    if (!complete || !named || url == null || isNative) {
      return null;
    }
    boolean userUrl = EndpointConfig.USER_PROVIDED.equals(url);
    ConfigNode modelsNode = item.get("models");
    return new EndpointConfig(
        name,
        EndpointConfig.Type.CUSTOM,
        userUrl ? EndpointConfig.USER_PROVIDED : key,
        url,
        item.bool("directEndpoint", false),
        ownHeaders,
        models,
        modelsNode != null && modelsNode.bool("fetch", false),
        modelsNode != null && modelsNode.bool("userIdQuery", false),
        json(item.get("addParams")),
        new LinkedHashSet<>(item.texts("dropParams")),
        extras.title(item),
        item.text("modelDisplayLabel"),
        item.text("iconURL"),
        extras.streamRate(item),
        extras.customParams(item, name, url),
        extras.tokenConfig(item));
  }

  private boolean isComplete(ConfigNode item, int end) {
    List<String> missing = new ArrayList<>();
    for (String field : List.of("name", "apiKey", "baseURL")) {
      if (text(item, field).isBlank()) {
        missing.add(field);
      }
    }
    ConfigNode models = item.get("models");
    boolean modelsUsable =
        models != null
            && (models.bool("fetch", false)
                || !models.texts("default").isEmpty()
                || hasModelBlocks(models));
    if (!modelsUsable && !alreadyExplained(item.line(), end)) {
      missing.add("models");
    }
    if (!missing.isEmpty()) {
      findings.error(
          item.line(),
          item.column(),
          "S5",
          "endpoint "
              + (text(item, "name").isBlank() ? "without a name" : "`" + text(item, "name") + "`")
              + " has no "
              + String.join(", no ", missing)
              + " and is not shown",
          missing.equals(List.of("apiKey"))
              ? "fill it in; for a server without keys any text will do"
              : "fill it in, and check the spelling of its keys");
    }
    return missing.isEmpty() && modelsUsable;
  }

  private static boolean hasModelBlocks(ConfigNode models) {
    ConfigNode list = models.get("default");
    return list != null && list.items().stream().anyMatch(ConfigNode::isMap);
  }

  /** Whether the file's own findings already say why the models of an item are gone. */
  private boolean alreadyExplained(int from, int end) {
    return fileFindings.stream()
        .anyMatch(
            f ->
                f.line() >= from
                    && f.line() < end
                    && (f.rule().equals("S9") || f.rule().equals("Y3")));
  }

  private boolean hasFreeName(ConfigNode item, Map<String, Integer> lines) {
    ConfigNode.Entry entry = item.entry("name");
    String name = text(item, "name");
    if (entry == null || name.isBlank()) {
      return false;
    }
    if (RESERVED.contains(name)) {
      findings.error(
          entry.line(),
          entry.column(),
          "S7",
          "the name `" + name + "` is reserved for the built-in endpoint",
          "choose another name; iconURL: " + name + " gives it that picture");
      return false;
    }
    Integer earlier = lines.putIfAbsent(name.toLowerCase(Locale.ROOT), entry.line());
    if (earlier != null) {
      findings.error(
          entry.line(),
          entry.column(),
          "S8",
          "the name `"
              + name
              + "` is already used on line "
              + earlier
              + "; this endpoint is not shown",
          "choose another name");
    }
    return earlier == null;
  }

  /** Old conversations refer to Ollama endpoints in lower case, whatever the file says. */
  private static String normalised(String name) {
    return name.equalsIgnoreCase("ollama") ? "ollama" : name;
  }

  private static String text(ConfigNode item, String key) {
    String text = item.text(key);
    return text == null ? "" : text;
  }

  /**
   * The key after substitution; empty when its variable is unset, which the first message then
   * says.
   */
  private String key(ConfigNode node, String name) {
    String key =
        new TemplateCheck(environment, findings)
            .expand(node, node.line(), node.column(), "the key of `" + name + "`");
    if (!node.text().contains("${")
        && key.length() >= LONG_LITERAL
        && !EndpointConfig.USER_PROVIDED.equals(key)) {
      findings.info(
          node.line(),
          node.column(),
          "K4",
          "the key of `" + name + "` is written into this file",
          "put it into .env and write ${VARIABLE} here");
    }
    return Substitution.isReference(key) ? "" : key;
  }

  private @Nullable String url(ConfigNode node, ConfigNode item, String name, boolean isNative) {
    String url =
        new TemplateCheck(environment, findings)
            .expand(node, node.line(), node.column(), "the address of `" + name + "`");
    if (EndpointConfig.USER_PROVIDED.equals(url)) {
      return url;
    }
    if (url.isBlank()) {
      return null; // said already: the endpoint has no baseURL
    }
    if (url.contains("${")) {
      findings.error(
          node.line(),
          node.column(),
          "U6",
          "the address of `" + name + "` is incomplete, so the endpoint is not shown",
          "set the variable it refers to");
      return null;
    }
    ConfigNode models = item.get("models");
    boolean fetch = models != null && models.bool("fetch", false);
    return urls.check(
        node, url, new BaseUrlCheck.Use(name, item.bool("directEndpoint", false), fetch, isNative));
  }

  private Map<String, String> headers(ConfigNode item, @Nullable String url) {
    ConfigNode.Entry own = item.entry("headers");
    Map<String, String> merged =
        HeaderReader.merge(extras.headersOfAll(), headers.read(own == null ? null : own.value()));
    if (!EndpointConfig.USER_PROVIDED.equals(url)) {
      return merged;
    }
    if (own != null) {
      findings.warning(
          own.line(),
          own.column(),
          "H3",
          "these headers are withheld, because users choose the address they would go to",
          "remove them, or set baseURL to a fixed address");
    }
    return Map.of();
  }

  private List<ModelInfo> models(ConfigNode item) {
    ConfigNode list = item.at("models", "default");
    List<ModelInfo> models = new ArrayList<>();
    if (list == null) {
      return models;
    }
    for (ConfigNode node : list.items()) {
      String id = node.isMap() ? text(node, "name") : node.text();
      if (id.isBlank()) {
        findings.error(
            node.line(),
            node.column(),
            "S5",
            "this model has no name and is left out",
            "add name:");
      } else {
        models.add(new ModelInfo(id, node.text("description"), extras.context(item, id)));
      }
    }
    return models;
  }

  static Map<String, JsonNode> json(@Nullable ConfigNode block) {
    Map<String, JsonNode> json = new LinkedHashMap<>();
    if (block != null) {
      block.entries().forEach(e -> json.put(e.key(), Json.MAPPER.valueToTree(e.value().toPlain())));
    }
    return json;
  }

  /** The built-in OpenAI endpoint, if its key is set. */
  List<EndpointConfig> openAi() {
    String key = environment.value("OPENAI_API_KEY");
    if (key == null) {
      return List.of();
    }
    ConfigNode section = endpoints.get(OPENAI);
    ConfigNode block = section == null ? ConfigNode.empty() : section;
    String proxy = environment.value("OPENAI_REVERSE_PROXY");
    String url = proxy == null ? OPENAI_URL : proxy.replaceAll("/+$", "");
    boolean userUrl = EndpointConfig.USER_PROVIDED.equals(url);
    boolean userKey = userUrl || EndpointConfig.USER_PROVIDED.equals(key);
    String list = environment.value("OPENAI_MODELS");
    List<String> models =
        list == null
            ? BuiltInModels.openAi()
            : Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(m -> !m.isEmpty())
                .toList();
    Map<String, String> own =
        HeaderReader.merge(extras.headersOfAll(), headers.read(block.get("headers")));
    Map<String, String> sent = new LinkedHashMap<>(userUrl ? Map.of() : own);
    String organization = environment.value("OPENAI_ORGANIZATION");
    if (organization != null && !userUrl) {
      sent.put("OpenAI-Organization", organization);
    }
    extras.report(block, OPENAI);
    return List.of(
        new EndpointConfig(
            OPENAI,
            EndpointConfig.Type.OPENAI,
            userKey ? EndpointConfig.USER_PROVIDED : key,
            url,
            false,
            sent,
            models.stream().map(ModelInfo::of).toList(),
            list == null && !userKey,
            false,
            Map.of(),
            Set.of(),
            extras.title(block),
            null,
            null,
            extras.streamRate(block),
            Map.of(),
            Map.of()));
  }
}
