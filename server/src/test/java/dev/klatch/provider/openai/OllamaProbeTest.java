package dev.klatch.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.testing.UpstreamStub.Replies;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OllamaProbeTest {
  private final OpenAiFixture fixture = new OpenAiFixture();
  private final OllamaProbe probe = new OllamaProbe(fixture.transport);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void offersWhatIsInstalled() {
    fixture.stub.then(
        Replies.json(
            200,
            "{\"models\":[{\"name\":\"llama3:8b\",\"details\":{\"parameter_size\":\"8.0B\","
                + "\"quantization_level\":\"Q4_0\"}},{\"name\":\"phi4\"}]}"));
    EndpointConfig endpoint = probe.find(root()).orElseThrow();

    assertEquals("ollama", endpoint.name());
    assertEquals(root() + "/v1", endpoint.baseUrl());
    assertEquals(
        List.of("llama3:8b", "phi4"), endpoint.models().stream().map(ModelInfo::id).toList());
    assertEquals("Runs on this machine (8.0B Q4_0)", endpoint.models().getFirst().description());
    assertEquals("GET /api/tags HTTP/1.1", fixture.stub.requests().getFirst().line());
  }

  @Test
  void offersNothingWithoutModels() {
    fixture.stub.then(Replies.json(200, "{\"models\":[]}"));

    assertTrue(probe.find(root()).isEmpty());
  }

  @Test
  void isNotFooledByOtherServers() {
    fixture.stub.then(Replies.whole(200, "text/html", "<html></html>"));
    fixture.stub.then(Replies.whole(404, "text/plain", "no"));

    assertTrue(probe.find(root()).isEmpty());
    assertTrue(probe.find(root()).isEmpty());
    assertTrue(probe.find("not an address").isEmpty());
    assertTrue(probe.find("http://no-such-host.invalid:1").isEmpty());
  }

  private String root() {
    return "http://127.0.0.1:" + fixture.stub.port();
  }
}
