package dev.klatch.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.EndpointConfig.TokenPrice;
import dev.klatch.provider.ModelInfo;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.ProviderException.Kind;
import dev.klatch.testing.Endpoints;
import dev.klatch.testing.UpstreamStub.Replies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelListTest {
  private final OpenAiFixture fixture = new OpenAiFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void keepsTheProvidersOrder() throws ProviderException {
    fixture.stub.then(
        Replies.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"b\"},{\"id\":\"a\"},{}]}"));

    assertEquals(List.of("b", "a"), ids(fixture.endpoint()));
    assertEquals("GET /v1/models HTTP/1.1", fixture.stub.requests().getFirst().line());
    assertEquals(
        "Bearer test-key-0001", fixture.stub.requests().getFirst().header("Authorization"));
  }

  @Test
  void takesABareArray() throws ProviderException {
    fixture.stub.then(Replies.json(200, "[{\"id\":\"x\"},{\"id\":\"y\"}]"));

    assertEquals(List.of("x", "y"), ids(fixture.endpoint()));
  }

  @Test
  void keepsPricesAndContexts() throws ProviderException {
    fixture.stub.then(
        Replies.json(
            200,
            "{\"data\":[{\"id\":\"a/b\",\"context_length\":131072,\"pricing\":{\"prompt\":\"0.000003\","
                + "\"completion\":\"0.000015\",\"input_cache_read\":\"0.0000003\"}},"
                + "{\"id\":\"openrouter/auto\",\"context_length\":2000000,\"pricing\":{\"prompt\":\"-1\"}}]}"));
    List<ModelInfo> models =
        fixture.provider.listModels(fixture.endpoint(), OpenAiFixture.context());

    assertEquals(131_072, models.get(0).contextTokens());
    assertEquals(new TokenPrice(3.0, 15.0, 131_072, 0.3, null), models.get(0).price());
    assertEquals(10.0, assertNotNullPrice(models.get(1)).prompt());
  }

  @Test
  void asksOllamaForItsTags() throws ProviderException {
    fixture.stub.then(
        Replies.json(200, "{\"models\":[{\"name\":\"llama3:8b\",\"model\":\"llama3:8b\"}]}"));
    EndpointConfig ollama = Endpoints.at(fixture.stub.baseUrl()).name("OllamaBox").build();

    assertEquals(List.of("llama3:8b"), ids(ollama));
    assertEquals("GET /api/tags HTTP/1.1", fixture.stub.requests().getFirst().line());
  }

  @Test
  void asksTheCommonListWhereTagsFail() throws ProviderException {
    fixture.stub.then(Replies.whole(404, "text/plain", "no"));
    fixture.stub.then(Replies.json(200, "{\"data\":[{\"id\":\"z\"}]}"));

    assertEquals(List.of("z"), ids(Endpoints.at(fixture.stub.baseUrl()).name("ollama").build()));
  }

  @Test
  void namesTheUserWhereAsked() throws ProviderException {
    fixture.stub.then(Replies.json(200, "{\"data\":[]}"));

    assertEquals(List.of(), ids(Endpoints.at(fixture.stub.baseUrl()).userIdQuery().build()));
    assertEquals("GET /v1/models?user=user-1 HTTP/1.1", fixture.stub.requests().getFirst().line());
  }

  @Test
  void sendsConfiguredHeaders() throws ProviderException {
    fixture.stub.then(Replies.json(200, "{\"data\":[]}"));
    EndpointConfig endpoint =
        Endpoints.at(fixture.stub.baseUrl()).headers(Map.of("Authorization", "Basic x")).build();

    assertEquals(List.of(), ids(endpoint));
    assertEquals("Basic x", fixture.stub.requests().getFirst().header("Authorization"));
  }

  @Test
  void tellsWhyThereIsNone() {
    fixture.stub.then(Replies.whole(200, "text/html", "<html></html>"));
    fixture.stub.then(Replies.json(401, "{\"error\":{\"message\":\"no\"}}"));
    fixture.stub.then(Replies.json(200, "{\"hello\":1}"));

    assertEquals(Kind.NOT_AN_API, fails());
    assertEquals(Kind.AUTHENTICATION, fails());
    assertEquals(Kind.NOT_AN_API, fails());
  }

  private Kind fails() {
    return assertThrows(ProviderException.class, () -> ids(fixture.endpoint())).kind();
  }

  private List<String> ids(EndpointConfig endpoint) throws ProviderException {
    return fixture.provider.listModels(endpoint, OpenAiFixture.context()).stream()
        .map(ModelInfo::id)
        .toList();
  }

  private static TokenPrice assertNotNullPrice(ModelInfo model) {
    TokenPrice price = model.price();
    assertNotNull(price);
    return price;
  }
}
