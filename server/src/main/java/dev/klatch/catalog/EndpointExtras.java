package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Environment;
import dev.klatch.config.Findings;
import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.EndpointConfig.TitleConfig;
import dev.klatch.provider.EndpointConfig.TokenPrice;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Titles, pace, prices and parameter rules of an endpoint, with what {@code endpoints.all} says
 * about them.
 */
final class EndpointExtras {
  private static final List<String> TITLE_KEYS =
      List.of(
          "titleConvo",
          "titleModel",
          "titleMethod",
          "titlePrompt",
          "titlePromptTemplate",
          "titleEndpoint");
  private static final String PARAMS_ENDPOINT = "defaultParamsEndpoint";
  private static final String DEFINITIONS = "paramDefinitions";

  private final @Nullable ConfigNode all;
  private final Environment environment;
  private final Findings findings;
  private final Map<String, String> headersOfAll;

  EndpointExtras(ConfigNode endpoints, Environment environment, Findings findings) {
    this.all = endpoints.get("all");
    this.environment = environment;
    this.findings = findings;
    this.headersOfAll =
        all == null ? Map.of() : new HeaderReader(environment, findings).read(all.get("headers"));
  }

  Map<String, String> headersOfAll() {
    return headersOfAll;
  }

  /** Says which settings of an endpoint have no effect beside others. */
  void report(ConfigNode item, String name) {
    if (all != null) {
      for (String key : TITLE_KEYS) {
        ConfigNode.Entry own = item.entry(key);
        if (own != null) {
          findings.info(
              own.line(),
              own.column(),
              "S17",
              "`"
                  + key
                  + "` of `"
                  + name
                  + "` has no effect, because the block endpoints.all decides about titles as a"
                  + " whole",
              "move it to endpoints.all, or remove that block");
        }
      }
    }
    ParameterNames.check(item, findings);
    ConfigNode added = item.get("addParams");
    ConfigNode.Entry drop = item.entry("dropParams");
    if (added == null || drop == null) {
      return;
    }
    List<String> dropped = item.texts("dropParams");
    for (ConfigNode.Entry param : added.entries()) {
      if (dropped.contains(param.key())) {
        findings.info(
            param.line(),
            param.column(),
            "P6",
            "`"
                + param.key()
                + "` is in addParams and in dropParams (line "
                + drop.line()
                + "); it is not sent",
            "remove it from one of them");
      }
    }
  }

  /**
   * Title settings: the first block that exists counts as a whole, only the timing is looked up by
   * itself.
   */
  TitleConfig title(ConfigNode own) {
    ConfigNode block = all == null ? own : all;
    String timing = all == null ? null : all.text("titleTiming");
    timing = timing == null ? own.text("titleTiming") : timing;
    String method = block.text("titleMethod");
    boolean globallyOn =
        environment.value("TITLE_CONVO") == null || environment.isTrue("TITLE_CONVO");
    return new TitleConfig(
        globallyOn && block.bool("titleConvo", true),
        block.text("titleModel"),
        method == null ? "completion" : method,
        block.text("titlePrompt"),
        block.text("titlePromptTemplate"),
        block.text("titleEndpoint"),
        "final".equals(timing) ? TitleConfig.Timing.FINAL : TitleConfig.Timing.IMMEDIATE);
  }

  /** Milliseconds between visible pieces; {@code endpoints.all} beats the endpoint. */
  @Nullable Double streamRate(ConfigNode own) {
    Double general = all == null ? null : number(all, "streamRate");
    return general == null ? number(own, "streamRate") : general;
  }

  /** The context window that {@code tokenConfig} gives a model. */
  @Nullable Integer context(ConfigNode item, String model) {
    TokenPrice price = tokenConfig(item).get(model);
    return price == null ? null : price.context();
  }

  Map<String, TokenPrice> tokenConfig(ConfigNode item) {
    Map<String, TokenPrice> prices = new LinkedHashMap<>();
    ConfigNode block = item.get("tokenConfig");
    if (block == null) {
      return prices;
    }
    for (ConfigNode.Entry model : block.entries()) {
      ConfigNode price = model.value();
      Double context = number(price, "context");
      prices.put(
          model.key(),
          new TokenPrice(
              number(price, "prompt"),
              number(price, "completion"),
              context == null ? null : (int) Math.min(Integer.MAX_VALUE, Math.round(context)),
              number(price, "cacheRead"),
              number(price, "cacheWrite")));
    }
    return prices;
  }

  private static @Nullable Double number(ConfigNode block, String key) {
    ConfigNode node = block.get(key);
    BigDecimal value = node == null ? null : node.number();
    return value == null ? null : value.doubleValue();
  }

  /** The block as written; OpenRouter gets its own parameter set unless another one was chosen. */
  Map<String, JsonNode> customParams(ConfigNode item, String name, String url) {
    Map<String, JsonNode> params = EndpointReader.json(item.get("customParams"));
    boolean openRouter = (name + " " + url).toLowerCase(Locale.ROOT).contains("openrouter");
    JsonNode chosen = params.get(PARAMS_ENDPOINT);
    boolean free =
        chosen == null
            || chosen.stringValue("").equals("custom")
            || chosen.stringValue("").equals("openrouter");
    if (openRouter && free && !EndpointConfig.USER_PROVIDED.equals(url)) {
      params.put(PARAMS_ENDPOINT, Json.MAPPER.valueToTree("openrouter"));
      params.put(DEFINITIONS, withPromptCache(params.get(DEFINITIONS)));
    }
    return params;
  }

  /** OpenRouter caches prompts unless the file says otherwise. */
  private static JsonNode withPromptCache(@Nullable JsonNode definitions) {
    ArrayNode list = Json.array();
    boolean own = false;
    if (definitions != null) {
      for (JsonNode definition : definitions) {
        list.add(definition);
        own |= "promptCache".equals(Json.text(definition, "key"));
      }
    }
    if (!own) {
      list.add(Json.object().put("key", "promptCache").put("default", true));
    }
    return list;
  }
}
