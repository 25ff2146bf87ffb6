package dev.klatch.app;

import dev.klatch.access.Policy;
import dev.klatch.account.AccountService;
import dev.klatch.generation.PromptAdditions;
import dev.klatch.http.Router;
import dev.klatch.memory.MemoryConfig;
import dev.klatch.memory.MemoryRoutes;
import dev.klatch.memory.MemoryService;
import dev.klatch.preset.PresetRoutes;
import dev.klatch.preset.PresetService;
import dev.klatch.prompt.PromptRoutes;
import dev.klatch.prompt.PromptService;
import dev.klatch.sql.Database;
import java.time.Clock;
import java.util.List;
import java.util.function.ToIntFunction;

/** Wires what people keep for their conversations: presets, prompts and memories. */
final class Remembering {
  private final Policy policy;
  private final MemoryService memories;

  /**
   * Wires all three.
   *
   * @param tokens counts the tokens of a text
   */
  Remembering(
      Settings settings,
      Database database,
      AccountService accounts,
      Policy policy,
      ToIntFunction<String> tokens,
      Router router,
      Clock clock) {
    this.policy = policy;
    MemoryConfig config = MemoryConfig.of(settings.file().root().get("memory"));
    this.memories = new MemoryService(database, accounts, config, tokens, clock);
    PresetService presets = new PresetService(database, clock);
    PromptService prompts = new PromptService(database, policy, clock);
    accounts.holds(presets);
    accounts.holds(prompts);
    accounts.holds(memories);
    new PresetRoutes(presets).register(router);
    new PromptRoutes(prompts, policy).register(router);
    new MemoryRoutes(memories, policy).register(router);
  }

  /** What prompts are told of the person, when the person's role permits it. */
  PromptAdditions additions() {
    return turn ->
        policy.may(turn.user(), "MEMORIES", "USE") ? memories.notes(turn.user().id()) : List.of();
  }
}
