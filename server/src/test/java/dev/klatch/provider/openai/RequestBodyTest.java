package dev.klatch.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.json.Json;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatMessage.Role;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.Part;
import dev.klatch.testing.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RequestBodyTest {
  private static final String HOST = "https://api.example.com/v1";

  /** Example configuration 06. */
  @Test
  void dropsBeatEverythingInEitherSpelling() {
    EndpointConfig deepSeek =
        Endpoints.at("https://api.deepseek.com/v1")
            .name("DeepSeek")
            .add("{\"frequency_penalty\":0.5,\"top_p\":0.9,\"seed\":7}")
            .drop("stop", "user", "frequency_penalty", "presence_penalty", "stream_options")
            .build();
    JsonNode body =
        body(
            deepSeek,
            "deepseek-chat",
            "{\"temperature\":0.3,\"frequency_penalty\":0.2,\"presence_penalty\":0.1,"
                + "\"top_p\":0.5,\"stop\":[\"x\"],\"max_tokens\":100}");

    assertEquals(
        Json.parse(
            "{\"model\":\"deepseek-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"stream\":true,\"temperature\":0.3,\"top_p\":0.9,\"max_tokens\":100,\"seed\":7}"),
        body);
    assertEquals(
        Set.of("model", "messages", "stream", "seed", "temperature", "top_p", "max_tokens"),
        names(
            body(
                deepSeek,
                "deepseek-chat",
                "{\"temperature\":1,\"frequencyPenalty\":1,\"presencePenalty\":1,"
                    + "\"stopSequences\":[\"x\"],\"maxTokens\":9}")));
  }

  @ParameterizedTest
  @CsvSource({
    "topP, top_p",
    "top_p, topP",
    "frequencyPenalty, frequency_penalty",
    "presence_penalty, presencePenalty",
    "maxTokens, max_tokens",
    "max_completion_tokens, maxTokens",
    "stop, stopSequences",
    "logitBias, logit_bias",
    "top_logprobs, topLogprobs",
    "streaming, stream"
  })
  void eitherSpellingIsDropped(String dropped, String set) {
    EndpointConfig endpoint = Endpoints.at(HOST).drop(dropped).add("{\"" + set + "\":3}").build();

    assertFalse(names(body(endpoint, "m", "{}")).contains(ParameterNames.onWire(set)));
  }

  @Test
  void whatIsNotSetIsNotSent() {
    JsonNode body =
        body(
            Endpoints.at(HOST).build(),
            "m",
            "{\"temperature\":null,\"top_p\":\"\",\"stop\":[],\"resendFiles\":true,"
                + "\"promptPrefix\":\"x\",\"maxContextTokens\":5,\"web_search\":false}");

    assertEquals(Set.of("model", "messages", "stream", "stream_options", "user"), names(body));
  }

  @Test
  void numbersMayComeAsText() {
    JsonNode body =
        body(
            Endpoints.at(HOST).build(),
            "m",
            "{\"temperature\":\"0.5\",\"max_tokens\":\"100\",\"seed\":\"x\"}");

    assertEquals(0.5, body.get("temperature").doubleValue());
    assertTrue(body.get("max_tokens").isIntegralNumber());
    assertFalse(body.has("seed"));
  }

  @Test
  void zeroIsAValue() {
    assertEquals(
        0,
        body(Endpoints.at(HOST).build(), "m", "{\"temperature\":0}").get("temperature").intValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"o1", "o3-mini", "gpt-5", "gpt-5-mini", "openai/gpt-5-nano"})
  void modelsWithFixedSamplingGetNone(String model) {
    JsonNode body =
        body(
            Endpoints.at(HOST).build(),
            model,
            "{\"temperature\":0.5,\"top_p\":0.5,\"presence_penalty\":1,\"max_tokens\":10}");

    assertFalse(body.has("temperature") || body.has("top_p") || body.has("presence_penalty"));
    assertEquals(10, body.get("max_completion_tokens").intValue());
    assertFalse(body.has("max_tokens"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-5.1", "gpt-5-chat", "o4-mini", "gpt-4o", "foo1"})
  void otherModelsKeepTheirSampling(String model) {
    assertTrue(body(Endpoints.at(HOST).build(), model, "{\"temperature\":0.5}").has("temperature"));
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5.1, max_completion_tokens",
    "o4-mini, max_completion_tokens",
    "gpt-4o, max_tokens",
    "llama-3.3, max_tokens",
    "foo1, max_tokens"
  })
  void theOutputLimitHasTwoNames(String model, String name) {
    assertTrue(body(Endpoints.at(HOST).build(), model, "{\"max_tokens\":5}").has(name));
  }

  @Test
  void usageIsAskedForUnlessForbidden() {
    JsonNode asked = body(Endpoints.at(HOST).build(), "m", "{}");

    assertTrue(asked.get("stream_options").get("include_usage").booleanValue());
    assertFalse(RequestBody.mayAskUsage(Endpoints.at(HOST).drop("streamUsage").build()));
    assertFalse(RequestBody.mayAskUsage(Endpoints.at(HOST).drop("stream_options").build()));
    assertFalse(RequestBody.mayAskUsage(Endpoints.at(HOST).add("{\"streamUsage\":false}").build()));
    assertTrue(RequestBody.mayAskUsage(Endpoints.at(HOST).add("{\"streamUsage\":true}").build()));
    assertFalse(body(Endpoints.at(HOST).drop("stream").build(), "m", "{}").has("stream_options"));
  }

  @Test
  void streamingCanBeDisabled() {
    JsonNode body = body(Endpoints.at(HOST).build(), "m", "{\"disableStreaming\":true}");

    assertFalse(body.get("stream").booleanValue());
    assertFalse(body.has("stream_options") || body.has("disableStreaming"));
  }

  @Test
  void theUserIsNamedOnlyWhenKnown() {
    EndpointConfig endpoint = Endpoints.at(HOST).build();

    assertEquals("user-1", body(endpoint, "m", "{}").get("user").stringValue());
    assertFalse(
        RequestBody.of(
                endpoint, request("m", "{}"), CallContext.ofServer(CallContext.Purpose.CHAT), true)
            .has("user"));
  }

  /** Example configuration 19. */
  @Test
  void customParamsGiveDefaultsAndTheFormOfEffort() {
    EndpointConfig thinker =
        Endpoints.at(HOST)
            .add(
                "{\"reasoning_effort\":\"high\",\"chat_template_kwargs\":{\"enable_thinking\":true}}")
            .custom(
                "{\"reasoningFormat\":\"reasoning_object\","
                    + "\"paramDefinitions\":[{\"key\":\"max_tokens\",\"default\":4096}]}")
            .build();
    JsonNode body = body(thinker, "mimo-pro", "{}");

    assertEquals(Json.parse("{\"effort\":\"high\"}"), body.get("reasoning"));
    assertFalse(body.has("reasoning_effort"));
    assertTrue(body.get("chat_template_kwargs").get("enable_thinking").booleanValue());
    assertEquals(4096, body.get("max_tokens").intValue());
    assertEquals(
        9,
        body(thinker, "mimo-pro", "{\"max_completion_tokens\":9}")
            .get("max_completion_tokens")
            .intValue());
    assertFalse(body(thinker, "mimo-pro", "{\"max_completion_tokens\":9}").has("max_tokens"));
  }

  /** Example configuration 08. */
  @Test
  void openRouterHasItsOwnFormOfEffort() {
    EndpointConfig router = Endpoints.at("https://openrouter.ai/api/v1").name("OpenRouter").build();
    JsonNode adaptive =
        body(router, "anthropic/claude-sonnet-4.6", "{\"reasoning_effort\":\"high\"}");
    JsonNode plain = body(router, "deepseek/deepseek-chat", "{\"reasoning_effort\":\"high\"}");

    assertEquals(Json.parse("{\"enabled\":true}"), adaptive.get("reasoning"));
    assertEquals("high", adaptive.get("verbosity").stringValue());
    assertEquals(Json.parse("{\"effort\":\"high\"}"), plain.get("reasoning"));
    assertTrue(
        body(router, "deepseek/deepseek-chat", "{}").get("include_reasoning").booleanValue());
    assertFalse(
        body(router, "x", "{\"reasoning_effort\":\"none\"}")
            .get("include_reasoning")
            .booleanValue());
    assertEquals(
        Json.parse("[{\"id\":\"web\"}]"),
        body(router, "x", "{\"web_search\":true}").get("plugins"));
  }

  @Test
  void parametersOfTheUserCannotReplaceModelOrMessages() {
    JsonNode body =
        body(
            Endpoints.at(HOST).build(),
            "m",
            "{\"model\":\"evil\",\"messages\":[],\"stream\":false}");

    assertEquals("m", body.get("model").stringValue());
    assertEquals(1, body.get("messages").size());
    assertTrue(body.get("stream").booleanValue());
  }

  @Test
  void messagesArePlainText() {
    ChatRequest request =
        new ChatRequest(
            "m",
            List.of(
                ChatMessage.of(Role.SYSTEM, "Be brief."),
                ChatMessage.of(Role.USER, "Hi"),
                new ChatMessage(
                    Role.ASSISTANT, List.of(new Part.Reasoning("hm"), new Part.Text("Yes"))),
                new ChatMessage(Role.ASSISTANT, List.of()),
                ChatMessage.of(Role.USER, "More")),
            Map.of(),
            true);
    JsonNode messages =
        RequestBody.of(Endpoints.at(HOST).build(), request, OpenAiFixture.context(), false)
            .get("messages");

    assertEquals(
        Json.parse(
            "[{\"role\":\"system\",\"content\":\"Be"
                + " brief.\"},{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"assistant\",\"content\":\"Yes\"},{\"role\":\"user\",\"content\":\"More\"}]"),
        messages);
  }

  @Test
  void deepSeekGetsItsThoughtsBackWithToolCalls() {
    ChatMessage turn =
        new ChatMessage(
            Role.ASSISTANT,
            List.of(
                new Part.Reasoning("need weather"),
                new Part.ToolCall("call_a", "weather", "{\"city\":\"Bonn\"}", "rain")));
    ChatRequest request = new ChatRequest("deepseek-chat", List.of(turn), Map.of(), true);
    JsonNode messages =
        RequestBody.of(Endpoints.at(HOST).build(), request, OpenAiFixture.context(), false)
            .get("messages");

    assertEquals("need weather", messages.get(0).get("reasoning_content").stringValue());
    assertEquals(
        "weather",
        messages.get(0).get("tool_calls").get(0).get("function").get("name").stringValue());
    assertEquals(
        Json.parse("{\"role\":\"tool\",\"tool_call_id\":\"call_a\",\"content\":\"rain\"}"),
        messages.get(1));
  }

  private static JsonNode body(EndpointConfig endpoint, String model, String parameters) {
    return Json.parse(
        Json.write(
            RequestBody.of(
                endpoint,
                request(model, parameters),
                OpenAiFixture.context(),
                RequestBody.mayAskUsage(endpoint))));
  }

  private static ChatRequest request(String model, String parameters) {
    return new ChatRequest(
        model, List.of(ChatMessage.of(Role.USER, "Hi")), Endpoints.fields(parameters), true);
  }

  private static Set<String> names(JsonNode body) {
    return new TreeSet<>(body.propertyNames());
  }
}
