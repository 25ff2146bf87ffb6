package dev.klatch.generation;

import dev.klatch.catalog.CatalogService;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.MessageStore;
import dev.klatch.http.Router;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.sql.Database;
import dev.klatch.usage.MessageLimiter;
import dev.klatch.usage.TokenCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/** The feature put together: what the app wires and everything it needs to call. */
public final class Generation {
  private final RunService service;
  private final GenerationRoutes routes;
  private final RunRecovery recovery;
  private final RunJournal journal;
  private final SaveRetry saveRetry;
  private final Path journalFolder;

  /**
   * What the feature needs from others.
   *
   * @param models the model of an endpoint, with whatever routing wraps around it
   * @param contextWindow size of a model's context window in tokens
   */
  public record Needs(
      Database database,
      ConversationStore conversationStore,
      MessageStore messageStore,
      ConversationService conversations,
      CatalogService catalog,
      Function<EndpointConfig, ChatModel> models,
      ToIntBiFunction<EndpointConfig, String> contextWindow,
      TokenCounter tokens,
      MessageLimiter limiter,
      Clock clock) {}

  /**
   * Settings of the feature.
   *
   * @param journalFolder where the journal of running answers is kept
   * @param segmentBytes size of one journal file
   * @param titles whether titles are made at all ({@code TITLE_CONVO})
   * @param temporaryRetention how long a temporary conversation is kept
   */
  public record GenerationConfig(
      Path journalFolder, int segmentBytes, boolean titles, Duration temporaryRetention) {
    /** A segment holds some ten thousand tokens of answers. */
    public static final int SEGMENT_BYTES = 8 * 1024 * 1024;

    /** Defaults, with the journal in a folder. */
    public static GenerationConfig defaults(Path journalFolder) {
      return new GenerationConfig(journalFolder, SEGMENT_BYTES, true, Duration.ofDays(30));
    }
  }

  /**
   * Opens the journal; makes no other change.
   *
   * @throws IOException when the journal's folder cannot be used
   */
  public Generation(Needs needs, GenerationConfig config) throws IOException {
    journalFolder = config.journalFolder();
    journal = new RunJournal(journalFolder, config.segmentBytes());
    saveRetry = new SaveRetry();
    RunStore store = new RunStore(needs.database());
    Answers answers =
        new Answers(
            needs.database(),
            needs.conversationStore(),
            needs.messageStore(),
            store,
            needs.clock());
    recovery = new RunRecovery(store, needs.messageStore(), answers, needs.clock());
    RunLoop loop =
        new RunLoop(
            new PromptAssembly(needs.messageStore(), needs.clock()),
            needs.models(),
            journal,
            answers,
            needs.tokens(),
            run -> needs.contextWindow().applyAsInt(run.endpoint(), run.model()),
            saveRetry,
            needs.clock());
    TitleService titles =
        new TitleService(
            needs.models(), needs.catalog(), needs.conversationStore(), journal, config.titles());
    TurnStore turns =
        new TurnStore(
            needs.database(),
            needs.conversationStore(),
            needs.messageStore(),
            store,
            config.temporaryRetention(),
            needs.clock());
    service =
        new RunService(
            needs.catalog(),
            needs.conversations(),
            turns,
            store,
            new Runs(),
            loop,
            journal,
            titles,
            needs.clock());
    routes = new GenerationRoutes(service, titles, needs.limiter());
  }

  /**
   * Saves the answers an earlier process left unfinished. Call it before the first request.
   *
   * @return how many there were
   */
  public int recover() throws IOException {
    int recovered = recovery.recover(journalFolder);
    journal.discardOlder();
    return recovered;
  }

  public void register(Router router) {
    routes.register(router);
  }

  /** Periodic work, every few seconds: signs of life, waiting saves, forgetting ended runs. */
  public void housekeeping() {
    service.housekeeping();
    saveRetry.tryAgain();
  }

  /** Daily work. */
  public void purge() {
    service.purge();
  }

  /** Lets running answers finish for a while, then parks them. */
  public void stop(Duration grace) {
    service.stop(grace);
  }
}
