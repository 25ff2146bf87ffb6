package dev.klatch.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.httpclient.HttpLimits;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallContext.Purpose;
import dev.klatch.provider.CallRecorder;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.ModelInfo;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.provider.StreamSink;
import dev.klatch.provider.openai.OpenAiProvider;
import dev.klatch.testing.CollectingSink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorTest {
  private final OpenAiProvider provider =
      new OpenAiProvider(
          new SimulatedTransport((time, cancellation) -> !cancellation.isCancelled()),
          CallRecorder.NONE,
          HttpLimits.defaults());
  private final ChatModel model = provider.chatModel(Simulator.endpoint());

  @Test
  void saysThatItIsSimulatedAndQuotesTheQuestion() throws ProviderException {
    CollectingSink sink = ask("sim-chat", "Why is the sky blue?");

    assertTrue(sink.text().startsWith("> **Simulated answer.**"), sink.text());
    assertTrue(sink.text().contains("Why is the sky blue?"), sink.text());
    assertEquals("stop", sink.finishReason());
    assertTrue(sink.usage().output() > 20);
  }

  @Test
  void answersTheSameQuestionAlike() throws ProviderException {
    assertEquals(ask("sim-chat", "One?").text(), ask("sim-chat", "One?").text());
  }

  @Test
  void writesEveryKindOfMarkdownWhenAskedFor() throws ProviderException {
    String text = ask("sim-fast", "Show me all markdown").text();

    assertTrue(text.contains("|---|"), text);
    assertTrue(text.contains("```python"), text);
    assertTrue(text.contains("$$"), text);
    assertTrue(text.contains("1. **"), text);
  }

  @Test
  void thinksBeforeItAnswers() throws ProviderException {
    CollectingSink sink = ask("sim-reasoning", "Why?");

    assertTrue(sink.reasoning().contains("“Why?”"), sink.reasoning());
    assertTrue(sink.text().startsWith("> **Simulated"), sink.text());
    assertTrue(sink.usage().reasoning() > 0);
  }

  @Test
  void writesMoreOnTheLongModel() throws ProviderException {
    assertTrue(ask("sim-long", "x").text().length() > 5 * ask("sim-chat", "x").text().length());
  }

  @Test
  void stopsAtItsLimit() throws ProviderException {
    assertEquals("length", ask("sim-length", "Go on").finishReason());
  }

  @ParameterizedTest
  @CsvSource({
    "sim-error-500, PROVIDER_ERROR, 500",
    "sim-auth-error, AUTHENTICATION, 401",
    "sim-quota, QUOTA, 429",
    "sim-bad-parameter, BAD_REQUEST, 400",
    "sim-context, CONTEXT_LENGTH, 400",
    "sim-html, NOT_AN_API, 200",
    "sim-empty, EMPTY, 200",
    "sim-cut, CUT_STREAM, 200",
    "sim-mid-error, PROVIDER_ERROR, 503",
    "sim-bad-json, PROVIDER_ERROR, 200",
    "sim-unheard-of, MODEL_NOT_FOUND, 404"
  })
  void failsAsItsModelsPromise(String id, Kind kind, int status) {
    ProviderException e = assertThrows(ProviderException.class, () -> ask(id, "Fail, please"));

    assertEquals(kind, e.kind(), e.getMessage());
    assertEquals(status, e.status());
  }

  @Test
  void deliversWhatCameBeforeTheFault() {
    CollectingSink sink = new CollectingSink();

    assertThrows(
        ProviderException.class, () -> model.stream(request("sim-cut", "Go"), context(), sink));
    assertTrue(sink.text().startsWith("> **Simulated answer.**"), sink.text());
  }

  @Test
  void servesARefusedRequestTheSecondTime() throws ProviderException {
    ProviderException e =
        assertThrows(ProviderException.class, () -> ask("sim-rate-limit", "Again"));

    assertEquals(Kind.RATE_LIMIT, e.kind());
    assertEquals(1_000, e.retryAfterMillis());
    assertEquals("stop", ask("sim-rate-limit", "Again").finishReason());
  }

  @Test
  void makesATitleOfTheFirstQuestion() throws ProviderException {
    ChatRequest title =
        new ChatRequest(
            "sim-chat",
            List.of(
                ChatMessage.of(
                    ChatMessage.Role.USER,
                    "Write a title of at most five words.\n\nUser: how do tides work?\nAI: ...")),
            Map.of(),
            false);
    CollectingSink sink = new CollectingSink();

    model.stream(title, context(), sink);

    assertEquals("How Do Tides Work", sink.text());
  }

  @Test
  void stopsWhenCancelled() {
    CallContext context = context();

    StreamSink sink = batch -> context.cancellation().cancel();

    ProviderException e =
        assertThrows(
            ProviderException.class,
            () -> model.stream(request("sim-chat", "Go on"), context, sink));
    assertEquals(Kind.CANCELLED, e.kind());
  }

  @Test
  void listsAModelForEachBehaviour() throws ProviderException {
    List<String> listed =
        provider.listModels(Simulator.endpoint(), context()).stream().map(ModelInfo::id).toList();

    assertEquals(Simulator.endpoint().models().stream().map(ModelInfo::id).toList(), listed);
    assertTrue(Simulator.endpoint().models().stream().allMatch(m -> m.description() != null));
  }

  private CollectingSink ask(String id, String question) throws ProviderException {
    CollectingSink sink = new CollectingSink();
    model.stream(request(id, question), context(), sink);
    return sink;
  }

  private static ChatRequest request(String id, String question) {
    return new ChatRequest(
        id, List.of(ChatMessage.of(ChatMessage.Role.USER, question)), Map.of(), true);
  }

  private static CallContext context() {
    return CallContext.ofServer(Purpose.CHAT);
  }
}
