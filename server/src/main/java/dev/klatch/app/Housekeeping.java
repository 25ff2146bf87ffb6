package dev.klatch.app;

import dev.klatch.account.AccountService;
import dev.klatch.account.SessionService;
import dev.klatch.account.recovery.RecoveryService;
import dev.klatch.conversation.ConversationService;
import dev.klatch.conversation.ConversationStore;
import dev.klatch.conversation.MessageStore;
import dev.klatch.file.api.FileService;
import dev.klatch.generation.api.Generation;
import dev.klatch.providerkey.ProviderKeyService;
import dev.klatch.wire.WireStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Work that recurs, on one thread: signs of life for readers, and removing what has run out. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final Duration OFTEN = Duration.ofSeconds(10);
  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon().factory());
  private final Generation generation;
  private final ConversationService conversations;
  private final People people;
  private final Kept kept;

  /** What of people runs out. */
  record People(
      AccountService accounts,
      SessionService sessions,
      RecoveryService recovery,
      ProviderKeyService keys) {}

  /** What is kept of conversations elsewhere, and goes with them. */
  record Kept(WireStore wireRecords, FileService files, MessageStore messages) {}

  Housekeeping(Generation generation, ConversationService conversations, People people, Kept kept) {
    this.kept = kept;
    this.generation = generation;
    this.conversations = conversations;
    this.people = people;
  }

  void start() {
    every(OFTEN, generation::housekeeping);
    every(SELDOM, this::purgeConversations);
    every(SELDOM, kept.files()::purge);
    every(SELDOM, generation::purge);
    every(SELDOM, people.sessions()::purge);
    every(SELDOM, people.recovery()::purge);
    every(SELDOM, people.keys()::purge);
    every(SELDOM, people.accounts()::finishDeletions);
  }

  /** What was recorded of a conversation's calls, and what was attached, goes with it. */
  private void purgeConversations() {
    for (ConversationStore.Purged gone : conversations.purge()) {
      kept.wireRecords().deleteConversation(gone.userId(), gone.conversationId());
      kept.files()
          .deleteConversation(
              gone.userId(),
              gone.conversationId(),
              id -> kept.messages().isFileShown(gone.userId(), id));
    }
  }

  private void every(Duration period, Runnable work) {
    Runnable guarded =
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "housekeeping: " + e.getMessage(), e);
          }
        };
    var _ =
        timer.scheduleWithFixedDelay(
            guarded, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
