package dev.klatch.provider;

import java.util.List;

/** An adapter of one upstream wire protocol. Implementations are safe for concurrent calls. */
public interface ChatProvider {
  /** The chat side of an endpoint. Makes no call by itself. */
  ChatModel chatModel(EndpointConfig endpoint);

  /**
   * The models the endpoint offers now, in the provider's order, asked from the provider.
   *
   * @throws ProviderException when the list could not be had
   */
  List<ModelInfo> listModels(EndpointConfig endpoint, CallContext context) throws ProviderException;
}
