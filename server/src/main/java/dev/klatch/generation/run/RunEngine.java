package dev.klatch.generation.run;

import dev.klatch.generation.GenerationConfig;
import dev.klatch.generation.GenerationNeeds;
import dev.klatch.generation.journal.RunJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The parts of the run engine put together. */
public final class RunEngine {
  private final RunService service;
  private final SteerService steers;
  private final RunRecovery recovery;
  private final RunJournal journal;
  private final SaveRetry saveRetry = new SaveRetry();
  private final Path journalFolder;

  /**
   * Makes no change to what is stored.
   *
   * @param journal of the folder the configuration names
   * @param onStart called with each run that has begun
   */
  public RunEngine(
      GenerationNeeds needs, GenerationConfig config, RunJournal journal, Consumer<Run> onStart) {
    this.journal = journal;
    this.journalFolder = config.journalFolder();
    RunStore store = new RunStore(needs.database());
    SteerStore steerStore = new SteerStore(needs.database());
    Answers answers =
        new Answers(
            needs.database(),
            needs.conversationStore(),
            needs.messageStore(),
            store,
            steerStore,
            needs.clock());
    recovery = new RunRecovery(store, needs.messageStore(), answers, needs.clock());
    service =
        new RunService(
            new Targets(needs.catalog(), needs.keys(), needs.ports().agents(), needs.policy()),
            needs.policy(),
            needs.conversations(),
            turns(needs, config, store, steerStore),
            store,
            new Runs(),
            loop(needs, answers),
            journal,
            onStart,
            needs.clock());
    steers = new SteerService(service, steerStore, needs.clock());
  }

  private RunLoop loop(GenerationNeeds needs, Answers answers) {
    PromptAssembly prompts =
        new PromptAssembly(
            needs.messageStore(), needs.ports().files(), needs.ports().additions(), needs.clock());
    ModelTurn.Means means =
        new ModelTurn.Means(
            prompts, needs.models(), needs.keys(), journal, needs.tokens(), needs.contextWindow());
    return new RunLoop(means, answers, saveRetry, needs.clock());
  }

  private static TurnStore turns(
      GenerationNeeds needs, GenerationConfig config, RunStore store, SteerStore steers) {
    return new TurnStore(
        needs.database(),
        needs.conversationStore(),
        needs.messageStore(),
        store,
        needs.ports().files(),
        steers,
        config.temporaryRetention(),
        needs.clock());
  }

  public RunService service() {
    return service;
  }

  public SteerService steers() {
    return steers;
  }

  /**
   * Saves the answers an earlier process left unfinished.
   *
   * @return how many there were
   * @throws IOException when the journal cannot be read
   */
  public int recover() throws IOException {
    int recovered = recovery.recover(journalFolder);
    journal.discardOlder();
    return recovered;
  }

  /** Periodic work, every few seconds: signs of life, waiting saves, forgetting ended runs. */
  public void housekeeping() {
    service.housekeeping();
    saveRetry.tryAgain();
  }
}
