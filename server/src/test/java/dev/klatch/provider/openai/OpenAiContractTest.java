package dev.klatch.provider.openai;

import dev.klatch.testing.ChatModelContract;
import dev.klatch.testing.UpstreamStub.Replies;
import dev.klatch.testing.UpstreamStub.Script;
import org.junit.jupiter.api.AfterEach;

class OpenAiContractTest extends ChatModelContract {
  private static final String HEAD = "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{";
  private static final String THOUGHT = HEAD + "\"reasoning_content\":\"Hm.\"}}]}\n\n";
  private static final String TEXT = HEAD + "\"content\":\"Tides.\"}}]}\n\n";
  private static final String END =
      HEAD
          + "},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\n"
          + "data: [DONE]\n\n";
  private static final String WHOLE =
      "{\"id\":\"1\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Tides.\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}";

  private final OpenAiFixture fixture = new OpenAiFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected Subject answering() {
    return subject(
        (request, connection) ->
            (request.body().contains("\"stream\":true")
                    ? Replies.stream(TEXT + END)
                    : Replies.json(200, WHOLE))
                .play(request, connection));
  }

  @Override
  protected Subject thinking() {
    return subject(Replies.stream(THOUGHT + TEXT + END));
  }

  @Override
  protected Subject endless() {
    return subject(Replies.silentStream(TEXT));
  }

  @Override
  protected Subject breaking() {
    return subject(Replies.cutStream(TEXT));
  }

  @Override
  protected Subject refusing() {
    return subject(Replies.json(401, "{\"error\":{\"message\":\"wrong key\"}}"));
  }

  private Subject subject(Script script) {
    fixture.stub.always(script);
    return new Subject(fixture.provider.chatModel(fixture.endpoint()), "some-model");
  }
}
