package dev.klatch.catalog;

import dev.klatch.provider.CallContext;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatProvider;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.EndpointConfig.TitleConfig;
import dev.klatch.provider.EndpointConfig.TokenPrice;
import dev.klatch.provider.ModelInfo;
import dev.klatch.provider.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Endpoints and model lists for tests. */
final class Endpoints {
  private Endpoints() {}

  static EndpointConfig endpoint(
      String name, EndpointConfig.Type type, String key, boolean fetch, ModelInfo... models) {
    return new EndpointConfig(
        name,
        type,
        key,
        "http://192.168.1.5:8000/v1",
        false,
        Map.of("X-Secret", "header-secret"),
        List.of(models),
        fetch,
        false,
        Map.of(),
        Set.of(),
        TitleConfig.defaults(),
        name + " label",
        "https://icons.example/" + name + ".png",
        null,
        Map.of(),
        Map.of("priced", new TokenPrice(1.5, 6.0, 128_000, null, null)));
  }

  static EndpointConfig fetched(String name, String... models) {
    return endpoint(
        name,
        EndpointConfig.Type.CUSTOM,
        "key-of-" + name,
        true,
        List.of(models).stream().map(ModelInfo::of).toArray(ModelInfo[]::new));
  }

  /** Answers a model list. */
  @FunctionalInterface
  interface Listing extends ChatProvider {
    List<ModelInfo> list(EndpointConfig endpoint) throws ProviderException;

    @Override
    default ChatModel chatModel(EndpointConfig endpoint) {
      throw new IllegalStateException("no chat in this test");
    }

    @Override
    default List<ModelInfo> listModels(EndpointConfig endpoint, CallContext context)
        throws ProviderException {
      return list(endpoint);
    }
  }
}
