package dev.klatch.provider;

/** One model of one endpoint, ready to answer. Implementations are safe for concurrent calls. */
@FunctionalInterface
public interface ChatModel {
  /**
   * Asks the model and hands every part of its answer to {@code sink}, on the calling thread, in
   * the order received. Returns when the answer is complete; the last part is then a {@link
   * StreamPart.Finish}. Blocks; call it from a virtual thread.
   *
   * @throws ProviderException when the answer could not be had or broke off; parts delivered before
   *     stay valid
   */
  void stream(ChatRequest request, CallContext context, StreamSink sink) throws ProviderException;
}
