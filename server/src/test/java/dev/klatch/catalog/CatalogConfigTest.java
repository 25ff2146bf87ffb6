package dev.klatch.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.config.ConfigLoader;
import dev.klatch.config.ConfigNode;
import dev.klatch.config.Environment;
import dev.klatch.config.Finding;
import dev.klatch.config.LoadedConfig;
import dev.klatch.config.Schema;
import dev.klatch.json.Json;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.EndpointConfig.TitleConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each setting of the file that this program acts on: its default, what it changes, and what a
 * wrong value does.
 */
class CatalogConfigTest {
  private static final String ENDPOINT =
      """
      version: 1.3.14
      endpoints:
        custom:
          - name: A
            apiKey: k
            baseURL: https://a.example/v1
            models: { default: [m] }
      """;

  private final List<Finding> findings = new ArrayList<>();

  @Test
  void defaultsOfAnEndpoint() {
    EndpointConfig endpoint = only(ENDPOINT, Map.of());
    assertEquals(
        new EndpointConfig(
            "A",
            EndpointConfig.Type.CUSTOM,
            "k",
            "https://a.example/v1",
            false,
            Map.of(),
            List.of(dev.klatch.provider.ModelInfo.of("m")),
            false,
            false,
            Map.of(),
            Set.of(),
            TitleConfig.defaults(),
            null,
            null,
            null,
            Map.of(),
            Map.of()),
        endpoint);
    assertEquals(List.of(), findings);
  }

  @Test
  void everyEndpointSettingIsMapped() {
    EndpointConfig endpoint =
        only(
            ENDPOINT.replace(
                    "models: { default: [m] }", "models: { fetch: true, userIdQuery: true }")
                + """
                      directEndpoint: true
                      streamRate: 12.5
                      iconURL: icon
                      modelDisplayLabel: Label
                      titleConvo: false
                      titleModel: t
                      titleMethod: functions
                      titlePrompt: "p {convo}"
                      titlePromptTemplate: "{input}{output}"
                      titleEndpoint: B
                      titleTiming: final
                """,
            Map.of());
    assertTrue(endpoint.directEndpoint() && endpoint.fetchModels() && endpoint.userIdQuery());
    assertEquals(12.5, endpoint.streamRateMillis());
    assertEquals("icon", endpoint.iconUrl());
    assertEquals("Label", endpoint.modelDisplayLabel());
    assertEquals(
        new TitleConfig(
            false, "t", "functions", "p {convo}", "{input}{output}", "B", TitleConfig.Timing.FINAL),
        endpoint.title());
  }

  @Test
  void variablesDecideAboutTheOpenAiEndpoint() {
    assertEquals(List.of(), names("version: 1.3.14\n", Map.of()));
    EndpointConfig plain = only("version: 1.3.14\n", Map.of("OPENAI_API_KEY", "sk-1"));
    assertEquals("https://api.openai.com/v1", plain.baseUrl());
    assertTrue(plain.fetchModels());
    EndpointConfig full =
        only(
            "version: 1.3.14\n",
            Map.of(
                "OPENAI_API_KEY", "sk-1",
                "OPENAI_MODELS", "x, y",
                "OPENAI_REVERSE_PROXY", "https://proxy.example/v1/",
                "OPENAI_ORGANIZATION", "org",
                "TITLE_CONVO", "false"));
    assertEquals("https://proxy.example/v1", full.baseUrl());
    assertEquals(List.of("x", "y"), full.models().stream().map(m -> m.id()).toList());
    assertFalse(full.fetchModels());
    assertEquals(Map.of("OpenAI-Organization", "org"), full.headers());
    assertFalse(full.title().enabled());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'openAI,A'",
    "'custom,openAI', 'A,openAI'",
    "'openAI', 'openAI,A'",
    "'google', 'A'"
  })
  void endpointsStandInTheWantedOrder(String order, String expected) {
    assertEquals(
        List.of(expected.split(",", -1)),
        names(ENDPOINT, Map.of("OPENAI_API_KEY", "k", "ENDPOINTS", order)));
  }

  @Test
  void theBlockForAllReplacesTitlesWholeAndJoinsHeaders() {
    String all =
        ENDPOINT.replace(
            "endpoints:\n",
            """
            endpoints:
              all: { titleModel: g, streamRate: 5, headers: { X-A: all, X-B: all } }
            """);
    EndpointConfig endpoint =
        only(
            all
                + """
                  titleConvo: false
                  streamRate: 9
                  headers: { x-a: own }
            """,
            Map.of());
    assertTrue(endpoint.title().enabled());
    assertEquals("g", endpoint.title().model());
    assertEquals(5, endpoint.streamRateMillis());
    assertEquals(Map.of("x-a", "own", "X-B", "all"), endpoint.headers());
  }

  @Test
  void anUnsetKeyIsReportedWithTheNearestName() {
    EndpointConfig endpoint =
        only(
            ENDPOINT.replace("apiKey: k", "apiKey: ${OPENROUTER_KEY}"),
            Map.of("OPENROUTER_KEYS", "x"));
    assertEquals("", endpoint.apiKey());
    assertEquals("5:15 warning K1", said());
    assertTrue(findings.get(0).cause().contains("OPENROUTER_KEYS"));
  }

  @ParameterizedTest
  @CsvSource({"$KEY", "$${KEY}", "${KEY:-x}"})
  void wrongReferencesAreExplained(String written) {
    read(ENDPOINT.replace("apiKey: k", "apiKey: \"" + written + "\""), Map.of("KEY", "value"));
    assertEquals("5:15 warning K2", said());
  }

  @Test
  void anAddressOfTheUsersNeverGetsOurKeyOrHeaders() {
    EndpointConfig endpoint =
        only(
            ENDPOINT.replace("https://a.example/v1", "user_provided")
                + "      headers: { X-A: secret }\n",
            Map.of());
    assertTrue(endpoint.userProvidesKey());
    assertEquals(Map.of(), endpoint.headers());
  }

  @Test
  void aWrongSwitchNeverWidensAPermission() {
    CatalogConfig catalog =
        read(
            """
            version: 1.3.14
            interface:
              modelSelect: perhaps
              prompts: [x]
              sharedLinks: { public: 7 }
              termsOfService: { modalAcceptance: sure }
            registration: { allowedDomains: { a: b } }
            """,
            Map.of());
    assertFalse(catalog.ui().modelSelect());
    assertEquals("false", Json.write(catalog.ui().json().get("prompts")));
    assertEquals("{\"public\":false}", Json.write(catalog.ui().json().get("sharedLinks")));
    InterfaceConfig.Terms terms = catalog.ui().termsOfService();
    assertNotNull(terms);
    assertTrue(terms.modalAcceptance());
    assertFalse(catalog.registration().allows("a@b.example"));
    assertEquals(5, findings.stream().filter(Finding::fails).count());
  }

  @Test
  void interfaceDefaultsAndValues() {
    InterfaceConfig none = read("version: 1.3.14\n", Map.of()).ui();
    assertTrue(none.modelSelect() && none.parameters() && none.presets());
    assertNull(none.customWelcome());
    assertNull(none.privacyPolicy());
    InterfaceConfig ui =
        read(
                """
                version: 1.3.14
                interface:
                  customWelcome: Hi
                  privacyPolicy: { externalUrl: "https://p", openNewTab: true }
                  termsOfService: { externalUrl: "https://t", modalTitle: T, modalContent: [a, b] }
                  modelSelect: false
                  parameters: false
                  presets: false
                """,
                Map.of())
            .ui();
    assertEquals("Hi", ui.customWelcome());
    assertEquals(new InterfaceConfig.Link("https://p", true), ui.privacyPolicy());
    assertEquals(
        new InterfaceConfig.Terms("https://t", false, false, "T", "a\nb"), ui.termsOfService());
    assertFalse(ui.modelSelect() || ui.parameters() || ui.presets());
  }

  @Test
  void registrationByDomain() {
    assertTrue(read("version: 1.3.14\n", Map.of()).registration().allows("a@x.example"));
    RegistrationConfig some =
        read("version: 1.3.14\nregistration: { allowedDomains: Ours.Example }\n", Map.of())
            .registration();
    assertTrue(some.allows("a@OURS.example"));
    assertFalse(some.allows("a@sub.ours.example"));
  }

  @Test
  void childrenBesideTheirEmptyParentAreRecognised() {
    read(
        """
        version: 1.3.14
        interface:
        privacyPolicy: { externalUrl: x }
        """,
        Map.of());
    assertEquals("2:1 error Y3", said());
    findings.clear();
    read(
        """
        version: 1.3.14
        endpoints:
          custom:
            - name: A
              apiKey: k
              baseURL: https://a.example/v1
              models:
              default: [m]
        """,
        Map.of());
    assertEquals("7:7 error Y3", said());
    assertTrue(findings.get(0).fix().contains("line 8"));
  }

  @Test
  void anOutdentedKeyIsToldWhereItBelongs() {
    read("version: 1.3.14\nprivacyPolicy: { externalUrl: x }\n", Map.of());
    assertEquals("2:1 error S2", said());
    assertTrue(findings.get(0).fix().contains("`interface.privacyPolicy`"));
  }

  @Test
  void anAddressOfAnUnsetVariableCostsTheEndpoint() {
    assertEquals(
        List.of(),
        names(ENDPOINT.replace("https://a.example/v1", "https://${HOST_OF_A}/v1"), Map.of()));
    assertEquals("6:16 error U6, 6:16 warning K1", said());
  }

  @Test
  void unknownParametersAreNamedWithTheNearest() {
    read(
        ENDPOINT
            + """
                  customParams:
                    paramDefinitions: [{ key: temprature }, { key: top_p }, { key: thinkingBudget }]
            """,
        Map.of());
    assertEquals("9:35 warning S18, 9:72 warning S18", said());
    assertTrue(findings.get(0).fix().contains("temperature"));
  }

  @Test
  void aMissingVersionIsOnlyAWarning() {
    read("cache: true\n", Map.of());
    assertEquals("1:1 warning S1", said());
  }

  @Test
  void endpointsWithTheSameNameAreAmbiguous() {
    assertEquals(
        List.of("A"),
        names(
            ENDPOINT
                + "    - { name: a, apiKey: k, baseURL: 'https://b.example/v1', models: { default:"
                + " [m] } }\n",
            Map.of()));
    assertEquals("8:9 error S8", said());
  }

  @Test
  void privateAddressesAreCheckedOneByOne() {
    CatalogConfig catalog =
        read(
            """
            version: 1.3.14
            endpoints:
              allowedAddresses: ["10.0.0.5:80", "[fd00::1]:8080", "http://x:1", "8.8.8.8:53", "h:0", "h:70000", "10.0.0.0/8:1"]
            """,
            Map.of());
    assertEquals(List.of("10.0.0.5:80", "[fd00::1]:8080"), catalog.allowedAddresses());
    assertEquals(5, findings.stream().filter(f -> f.rule().equals("S16")).count());
  }

  @Test
  void azureGroupsAreValidated() {
    read(
        """
        version: 1.3.14
        endpoints:
          azureOpenAI:
            titleModel: nothing
            groups:
              - group: a
                apiKey: user_provided
                instanceName: https://x.openai.azure.com
                version: v
                models: { gpt-4: true, gpt-5: { deploymentName: d } }
              - group: a
                apiKey: k
                instanceName: i
                deploymentName: d
                version: v
                models: { gpt-4: true }
        """,
        Map.of("INSTANCE_NAME", "x"));
    assertEquals(
        "3:3 info V1, 4:5 warning A7, 4:5 warning A5, 7:17 error A9, 8:23 error A2, 10:19 error A3,"
            + " 11:9 error A4, 16:19 error A4",
        said().replace("4:5 warning A5, 4:5 warning A7", "4:5 warning A7, 4:5 warning A5"));
  }

  @Test
  void everyKeyOfTheDataHasAMeaning() {
    List<String> bare = new ArrayList<>();
    collect(CatalogConfig.schema(), bare);
    assertEquals(List.of(), bare);
  }

  private static void collect(Schema schema, List<String> bare) {
    for (Schema child : schema.children()) {
      if (child.facts().meaning().isEmpty()) {
        bare.add(child.path());
      }
      collect(child, bare);
    }
    Schema item = schema.item();
    if (item != null) {
      collect(item, bare);
    }
  }

  private String said() {
    return findings.stream()
        .map(f -> f.line() + ":" + f.column() + " " + f.severity().word() + " " + f.rule())
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private EndpointConfig only(String yaml, Map<String, String> environment) {
    List<EndpointConfig> endpoints = read(yaml, environment).endpoints();
    assertEquals(1, endpoints.size(), findings.toString());
    return endpoints.get(0);
  }

  private List<String> names(String yaml, Map<String, String> environment) {
    return read(yaml, environment).endpoints().stream().map(EndpointConfig::name).toList();
  }

  private CatalogConfig read(String yaml, Map<String, String> environment) {
    LoadedConfig loaded = ConfigLoader.parse(yaml, "f.yaml", "f.yaml", CatalogConfig.schema());
    ConfigNode root = loaded.root();
    assertNotNull(root);
    CatalogConfig catalog = CatalogConfig.from(loaded, Environment.of(environment), false);
    findings.addAll(loaded.findings());
    findings.addAll(catalog.findings());
    findings.sort(Finding.ORDER);
    return catalog;
  }
}
