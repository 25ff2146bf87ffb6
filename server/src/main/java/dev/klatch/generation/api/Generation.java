package dev.klatch.generation.api;

import dev.klatch.generation.GenerationConfig;
import dev.klatch.generation.GenerationNeeds;
import dev.klatch.generation.journal.RunJournal;
import dev.klatch.generation.run.RunEngine;
import dev.klatch.generation.title.TitleService;
import dev.klatch.http.Router;
import java.io.IOException;
import java.time.Duration;

/** The feature put together: what the app wires and everything it needs to call. */
public final class Generation {
  private final RunEngine engine;
  private final GenerationRoutes routes;
  private final TitleService titles;
  private final SteerRoutes steerRoutes;

  /**
   * Opens the journal; makes no other change.
   *
   * @throws IOException when the journal's folder cannot be used
   */
  public Generation(GenerationNeeds needs, GenerationConfig config) throws IOException {
    RunJournal journal = new RunJournal(config.journalFolder(), config.segmentBytes());
    titles =
        new TitleService(
            needs.models(),
            needs.catalog(),
            needs.keys(),
            needs.conversationStore(),
            journal,
            config.titles());
    engine = new RunEngine(needs, config, journal, titles::onStart);
    routes = new GenerationRoutes(engine.service(), engine.steers(), titles, needs.limiter());
    steerRoutes = new SteerRoutes(engine.steers());
  }

  /**
   * Saves the answers an earlier process left unfinished. Call it before the first request.
   *
   * @return how many there were
   */
  public int recover() throws IOException {
    return engine.recover();
  }

  public void register(Router router) {
    routes.register(router);
    steerRoutes.register(router);
  }

  /** Periodic work, every few seconds: signs of life, waiting saves, forgetting ended runs. */
  public void housekeeping() {
    engine.housekeeping();
  }

  /** Daily work. */
  public void purge() {
    engine.service().purge();
  }

  /** Stops a user's runs and removes what is stored of them. */
  public void erase(String userId) {
    titles.stopAll(userId);
    engine.service().erase(userId);
  }

  /** Lets running answers finish for a while, then parks them. */
  public void stop(Duration grace) {
    engine.service().stop(grace);
  }
}
