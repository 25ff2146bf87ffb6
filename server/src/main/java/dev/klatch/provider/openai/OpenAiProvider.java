package dev.klatch.provider.openai;

import dev.klatch.httpclient.HttpLimits;
import dev.klatch.httpclient.HttpTransport;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.CallRecorder;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatProvider;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.ModelInfo;
import dev.klatch.provider.ProviderException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every endpoint that speaks the OpenAI chat completions protocol. */
public final class OpenAiProvider implements ChatProvider {
  private final HttpTransport transport;
  private final CallRecorder recorder;
  private final HttpLimits limits;
  private final Set<String> refusesUsage = ConcurrentHashMap.newKeySet();

  /**
   * @param transport makes the calls; the simulator's answers them within the process
   * @param recorder keeps the wire records
   * @param limits how long a chat call may wait for what
   */
  public OpenAiProvider(HttpTransport transport, CallRecorder recorder, HttpLimits limits) {
    this.transport = transport;
    this.recorder = recorder;
    this.limits = limits;
  }

  @Override
  public ChatModel chatModel(EndpointConfig endpoint) {
    return new OpenAiChatModel(endpoint, transport, recorder, limits, refusesUsage);
  }

  @Override
  public List<ModelInfo> listModels(EndpointConfig endpoint, CallContext context)
      throws ProviderException {
    return new ModelList(endpoint, transport, recorder).fetch(context);
  }
}
