package dev.klatch.generation;

import dev.klatch.access.Policy;
import dev.klatch.catalog.CatalogService;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.MessageStore;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.providerkey.ProviderKeyService;
import dev.klatch.sql.Database;
import dev.klatch.usage.MessageLimiter;
import dev.klatch.usage.TokenCounter;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/**
 * What the feature needs from others.
 *
 * @param keys what people bring for endpoints that ask for it
 * @param models the model of an endpoint, with whatever routing wraps around it
 * @param contextWindow size of a model's context window in tokens
 */
public record GenerationNeeds(
    Database database,
    ConversationStore conversationStore,
    MessageStore messageStore,
    ConversationService conversations,
    CatalogService catalog,
    ProviderKeyService keys,
    Policy policy,
    Function<EndpointConfig, ChatModel> models,
    ToIntBiFunction<EndpointConfig, String> contextWindow,
    TokenCounter tokens,
    MessageLimiter limiter,
    Ports ports,
    Clock clock) {
  /** What features that may be absent bring in. */
  public record Ports(AgentSource agents, MessageFiles files, PromptAdditions additions) {
    public static Ports none() {
      return new Ports(AgentSource.none(), MessageFiles.none(), PromptAdditions.none());
    }
  }
}
