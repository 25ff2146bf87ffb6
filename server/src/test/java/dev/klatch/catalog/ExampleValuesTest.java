package dev.klatch.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.EndpointConfig.TitleConfig.Timing;
import dev.klatch.provider.EndpointConfig.TokenPrice;
import dev.klatch.provider.ModelInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the example settings under {@code configs/} must yield. */
class ExampleValuesTest {

  @Test
  void ollamaOnTheNetwork() {
    List<EndpointConfig> endpoints = endpoints("04-ollama-lan");
    EndpointConfig first = endpoints.get(0);
    assertEquals("ollama", first.name());
    assertEquals("House models", first.modelDisplayLabel());
    assertEquals("http://192.168.7.40:11434/v1", first.baseUrl());
    assertEquals("ollama", first.apiKey());
    assertEquals(List.of("llama3:70b", "qwen:110b"), ids(first));
    assertFalse(first.fetchModels());
    assertEquals(
        "[\"<|start_header_id|>\",\"<|end_header_id|>\",\"<|eot_id|>\"]",
        Json.write(first.addParams().get("stop")));
    assertTrue(first.title().enabled());
    assertEquals("current_model", first.title().model());
    EndpointConfig second = endpoints.get(1);
    assertEquals("ollama-second", second.name());
    assertTrue(second.fetchModels());
    assertFalse(second.title().enabled());
    assertEquals(2, endpoints.size());
  }

  @Test
  void deepSeekWithDroppedParameters() {
    EndpointConfig endpoint = only("06-deepseek-dropparams");
    assertEquals("sk-deep-0001", endpoint.apiKey());
    assertEquals("https://api.deepseek.com/v1", endpoint.baseUrl());
    assertEquals(
        List.of(
            ModelInfo.of("deepseek-chat"),
            new ModelInfo("deepseek-coder", "code specialist", null),
            new ModelInfo("deepseek-reasoner", null, 128_000)),
        endpoint.models());
    assertEquals(
        Set.of("stop", "user", "frequency_penalty", "presence_penalty"), endpoint.dropParams());
    assertEquals(Set.of("frequency_penalty", "top_p", "seed"), endpoint.addParams().keySet());
    assertEquals("0.9", Json.write(endpoint.addParams().get("top_p")));
    assertEquals("7", Json.write(endpoint.addParams().get("seed")));
    assertEquals("deepseek-chat", endpoint.title().model());
    assertEquals("completion", endpoint.title().method());
    assertEquals(
        Map.of("deepseek-reasoner", new TokenPrice(0.28, 0.42, 128_000, 0.028, null)),
        endpoint.tokenConfig());
  }

  @Test
  void openRouterWithHeaders() {
    EndpointConfig endpoint = only("08-openrouter-headers");
    assertEquals(
        Map.of(
            "X-Org", "acme",
            "x-trace", "or-{{LIBRECHAT_BODY_CONVERSATIONID}}",
            "X-User", "{{LIBRECHAT_USER_EMAIL}}/{{LIBRECHAT_USER_ROLE}}",
            "X-Title", "Acme chat",
            "X-Typo", "{{LIBRECHAT_USER_SHOESIZE}}",
            "X-Secret", "${MONGO_URI}",
            "X-Fed", "Bearer {{LIBRECHAT_OPENID_ACCESS_TOKEN}}"),
        endpoint.headers());
    assertEquals("current_model", endpoint.title().model());
    assertEquals(Timing.FINAL, endpoint.title().timing());
    assertEquals(Set.of("stop"), endpoint.dropParams());
    assertEquals("https://cdn.example.org/or.png", endpoint.iconUrl());
    assertEquals(
        "\"openrouter\"", Json.write(endpoint.customParams().get("defaultParamsEndpoint")));
    assertEquals(
        "[{\"key\":\"promptCache\",\"default\":true}]",
        Json.write(endpoint.customParams().get("paramDefinitions")));
  }

  @Test
  void nothingSurvivesOfTheFileFullOfMistakes() {
    assertEquals(List.of(), endpoints("11-unknown-and-legacy-keys"));
  }

  @Test
  void keysAndAddressesOfUsers() {
    CatalogConfig catalog = ExampleConfigsTest.Examples.catalog("13-user-provided");
    assertEquals(List.of("10.0.0.5:8089", "ollama:11434"), catalog.allowedAddresses());
    EndpointConfig openAi = catalog.endpoints().get(0);
    assertEquals(EndpointConfig.Type.OPENAI, openAi.type());
    assertTrue(openAi.userProvidesKey());
    assertFalse(openAi.fetchModels());
    assertTrue(ids(openAi).contains("gpt-4o"));
    EndpointConfig bringKey = named(catalog, "BringKey");
    assertTrue(bringKey.userProvidesKey() && !bringKey.userProvidesUrl() && bringKey.fetchModels());
    EndpointConfig bringAll = named(catalog, "BringAll");
    assertTrue(bringAll.userProvidesKey() && bringAll.userProvidesUrl());
    assertEquals(Map.of(), bringAll.headers());
    EndpointConfig env = named(catalog, "EnvBring");
    assertTrue(env.userProvidesKey() && !env.fetchModels());
  }

  @Test
  void scalarsAsTheyWereMeant() {
    EndpointConfig endpoint = only("14-scalar-traps");
    assertEquals("no", endpoint.apiKey());
    assertEquals(List.of("on", "3.5"), ids(endpoint));
    assertEquals(Map.of("X-Num", "12"), endpoint.headers());
    var root = ExampleConfigsTest.Examples.load("14-scalar-traps").root();
    assertEquals("1.2", root.text("version"));
    assertTrue(root.bool("cache", false));
    assertNull(root.get("interface"));
    var balance = root.get("balance");
    assertNotNull(balance);
    assertTrue(balance.bool("enabled", false));
    var group = root.at("endpoints", "azureOpenAI", "groups");
    assertNotNull(group);
    var models = group.items().get(0).get("models");
    assertNotNull(models);
    assertEquals(
        "{gpt-4o={deploymentName=gpt-4o, version=2024-02-01},"
            + " gpt-4={deploymentName=4, version=2024-02-15-preview}}",
        String.valueOf(models.toPlain()));
  }

  @Test
  void badAddressesAreRepairedWhereThatIsCertain() {
    Map<String, String> urls =
        endpoints("16-bad-base-urls").stream()
            .collect(Collectors.toMap(EndpointConfig::name, EndpointConfig::baseUrl));
    assertEquals("http://127.0.0.1:11434/v1", urls.get("Doubled"));
    assertEquals("http://localhost:11434", urls.get("NoV1"));
    assertEquals("https://api.mistral.ai/v1", urls.get("NoScheme"));
    assertEquals("https://api.x.ai/v1", urls.get("Spaces"));
    assertEquals("https://api.deepseek.com/v1", urls.get("WrongRegion"));
    assertEquals("https://gw.example/openai/invoke", urls.get("Direct"));
    assertEquals(9, urls.size());
    assertTrue(
        named(ExampleConfigsTest.Examples.catalog("16-bad-base-urls"), "Direct").directEndpoint());
  }

  @Test
  void localhostIsRemarkedUponOnlyInsideAContainer() {
    assertEquals(
        List.of(4, 5),
        ExampleConfigsTest.findings("16-bad-base-urls", true).stream()
            .filter(f -> f.rule().equals("U3"))
            .map(f -> f.line())
            .toList());
  }

  @Test
  void parameterRulesAreKeptAsWritten() {
    CatalogConfig catalog = ExampleConfigsTest.Examples.catalog("19-custom-params");
    EndpointConfig lite = named(catalog, "LiteClaude");
    assertEquals("\"anthropic\"", Json.write(lite.customParams().get("defaultParamsEndpoint")));
    assertEquals(
        "[{\"key\":\"temperature\",\"default\":0.3,\"range\":{\"min\":0,\"max\":0.8,\"step\":0.1}}]",
        Json.write(lite.customParams().get("paramDefinitions")));
    assertEquals("true", Json.write(lite.addParams().get("web_search")));
    EndpointConfig thinker = named(catalog, "Thinker");
    assertEquals(
        "{\"enable_thinking\":true}", Json.write(thinker.addParams().get("chat_template_kwargs")));
    assertEquals("\"reasoning_object\"", Json.write(thinker.customParams().get("reasoningFormat")));
    assertEquals(2, catalog.endpoints().size());
  }

  private static List<String> ids(EndpointConfig endpoint) {
    return endpoint.models().stream().map(ModelInfo::id).toList();
  }

  private static List<EndpointConfig> endpoints(String name) {
    return ExampleConfigsTest.Examples.catalog(name).endpoints();
  }

  private static EndpointConfig only(String name) {
    List<EndpointConfig> endpoints = endpoints(name);
    assertEquals(1, endpoints.size());
    return endpoints.get(0);
  }

  private static EndpointConfig named(CatalogConfig catalog, String name) {
    return catalog.endpoints().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
