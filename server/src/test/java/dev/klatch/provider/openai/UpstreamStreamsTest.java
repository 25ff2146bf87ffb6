package dev.klatch.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.klatch.provider.StreamPart;
import dev.klatch.provider.TokenUsage;
import dev.klatch.testing.CollectingSink;
import dev.klatch.testing.UpstreamStub.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as real providers write them, in pieces of every size. */
class UpstreamStreamsTest {
  private final OpenAiFixture fixture = new OpenAiFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100, 100_000})
  void openAi(int slice) throws Exception {
    CollectingSink sink = replay("openai", slice, "\n");

    assertEquals("Hello – 世界 😀\n\"ok\"", sink.text());
    assertEquals("stop", sink.finishReason());
    assertEquals(new TokenUsage(1218, 11, 1024, 0, 0, false), sink.usage());
    assertEquals(
        new StreamPart.Start("chatcmpl-CbT1", "gpt-4o-mini-2024-07-18"), sink.parts().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r"})
  void otherLineEnds(String lineEnd) throws Exception {
    for (int slice : new int[] {1, 5, 100_000}) {
      assertEquals("Hello – 世界 😀\n\"ok\"", replay("openai", slice, lineEnd).text());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 100_000})
  void deepSeek(int slice) throws Exception {
    CollectingSink sink = replay("deepseek", slice, "\n");

    assertEquals("Six times seven.", sink.reasoning());
    assertEquals("42", sink.text());
    assertEquals(new TokenUsage(12, 9, 8, 0, 7, false), sink.usage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 100_000})
  void mistral(int slice) throws Exception {
    CollectingSink sink = replay("mistral", slice, "\n");

    assertEquals("Let me see. Paris.", sink.reasoning());
    assertEquals("C'est Paris.", sink.text());
    assertEquals(TokenUsage.reported(14, 17), sink.usage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 100_000})
  void openRouter(int slice) throws Exception {
    CollectingSink sink = replay("openrouter", slice, "\n");

    assertEquals("Short answer.", sink.reasoning());
    assertEquals("Yes.", sink.text());
    assertEquals("stop", sink.finishReason());
    assertEquals(new TokenUsage(20, 15, 0, 16, 9, false), sink.usage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 100_000})
  void ollamaWithThinkTags(int slice) throws Exception {
    CollectingSink sink = replay("ollama", slice, "\n");

    assertEquals("\nEasy.\n", sink.reasoning());
    assertEquals("Four", sink.text());
    assertEquals(TokenUsage.reported(7, 6), sink.usage());
  }

  @Test
  void groq() throws Exception {
    CollectingSink sink = replay("groq", 100_000, "\n");

    assertEquals("Fast.", sink.text());
    assertEquals(TokenUsage.reported(38, 3), sink.usage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void toolCalls(int slice) throws Exception {
    CollectingSink sink = replay("tools", slice, "\n");

    assertEquals("{\"city\":\"Bonn\"}", sink.toolArguments(0));
    assertEquals("tool_calls", sink.finishReason());
    StreamPart.ToolCallDelta first =
        assertInstanceOf(StreamPart.ToolCallDelta.class, sink.parts().get(1));
    assertEquals("call_a", first.id());
    assertEquals("weather", first.name());
  }

  @Test
  void everythingOfOneReadIsOneBatch() throws Exception {
    // The start, all of the text, then usage and finish.
    assertEquals(2, replay("openai", 100_000, "\n").batches());
  }

  @Test
  void mayLackTheDoneMark() throws Exception {
    fixture.stub.then(Replies.stream(read("openai").replace("data: [DONE]\n\n", "")));

    assertEquals("stop", fixture.ask().finishReason());
  }

  @Test
  void mayLackTheFinishReason() throws Exception {
    fixture.stub.then(
        Replies.stream(
            "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]\n\n"));

    assertEquals("stop", fixture.ask().finishReason());
  }

  @Test
  void mayLackTheLastBlankLine() throws Exception {
    fixture.stub.then(
        Replies.stream(
            "data:{\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}"));

    assertEquals("x", fixture.ask().text());
  }

  @Test
  void mayBeginWithAByteOrderMarkAndSpreadDataOverLines() throws Exception {
    fixture.stub.then(
        Replies.stream(
            """
            \ufeffevent: message
            id: 7
            data: {"choices":[{"delta":
            data: {"content":"x"},
            data: "finish_reason":"length"}]}

            data: [DONE]

            """));
    CollectingSink sink = fixture.ask();

    assertEquals("x", sink.text());
    assertEquals("length", sink.finishReason());
  }

  @Test
  void mayAnswerAStreamRequestInOnePiece() throws Exception {
    fixture.stub.then(
        Replies.json(
            200,
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                + "\"reasoning_content\":\"hm\",\"content\":\"whole\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}"));
    CollectingSink sink = fixture.ask();

    assertEquals("whole", sink.text());
    assertEquals("hm", sink.reasoning());
    assertEquals(TokenUsage.reported(1, 2), sink.usage());
  }

  @Test
  void carriesEventsLargerThanTheBuffer() throws Exception {
    String text = "0123456789".repeat(50_000);
    fixture.stub.then(
        Replies.stream(
            Replies.slices(
                ("data: {\"choices\":[{\"delta\":{\"content\":\""
                        + text
                        + "\"}}]}\n\ndata: [DONE]\n\n")
                    .getBytes(StandardCharsets.UTF_8),
                5_000)));

    assertEquals(text, fixture.ask().text());
  }

  @Test
  void usesTheConnectionAgain() throws Exception {
    fixture.stub.always(Replies.stream(read("groq")));

    for (int i = 0; i < 5; i++) {
      assertEquals("Fast.", fixture.ask().text());
    }
    assertEquals(1, fixture.stub.connections());
  }

  private CollectingSink replay(String name, int slice, String lineEnd) throws Exception {
    byte[] bytes = read(name).replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
    List<byte[]> pieces = Replies.slices(bytes, slice);
    fixture.stub.then(Replies.stream(pieces));
    return fixture.ask();
  }

  private static String read(String name) throws IOException {
    try (InputStream in =
        UpstreamStreamsTest.class.getResourceAsStream("/upstream/" + name + ".sse")) {
      if (in == null) {
        throw new IOException("no fixture " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
