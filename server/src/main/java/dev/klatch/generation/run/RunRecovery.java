package dev.klatch.generation.run;

import dev.klatch.conversation.Message;
import dev.klatch.conversation.MessageStore;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunFold;
import dev.klatch.generation.journal.RunJournal;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * After a crash: saves what the journal holds of answers that were being written, marked
 * unfinished, so that nothing a reader had seen is lost and no run stays running.
 */
final class RunRecovery {
  private static final Logger LOG = System.getLogger(RunRecovery.class.getName());

  private final RunStore runs;
  private final MessageStore messages;
  private final Answers answers;
  private final Clock clock;

  RunRecovery(RunStore runs, MessageStore messages, Answers answers, Clock clock) {
    this.runs = runs;
    this.messages = messages;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Saves what was left behind.
   *
   * @param folder the journal's folder
   * @return number of answers recovered
   */
  int recover(Path folder) throws IOException {
    List<RunStore.Row> left = runs.running();
    if (left.isEmpty()) {
      return 0;
    }
    Map<UUID, List<RunEvent>> journal = RunJournal.read(folder);
    for (RunStore.Row row : left) {
      recover(row, journal.getOrDefault(row.id(), List.of()));
    }
    LOG.log(
        Level.WARNING,
        "{0} answers were cut off by the last stop; what had arrived of them is saved as unfinished",
        left.size());
    return left.size();
  }

  private void recover(RunStore.Row row, List<RunEvent> journaled) throws IOException {
    Answers.Facts facts = Answers.Facts.decode(row.request());
    List<RunEvent> events = new ArrayList<>(facts.prefix());
    events.addAll(journaled);
    RunFold fold = RunFold.of(events);
    Optional<Message> question = messages.find(row.conversationId(), row.userMessageId());
    if (question.isEmpty()) {
      LOG.log(Level.INFO, "run {0} belongs to a conversation that is gone", row.id());
      runs.end(row.id(), "interrupted", clock.millis());
      return;
    }
    boolean complete = fold.finishedLanes() >= Math.max(1, facts.agents().size());
    Message answer =
        answers.message(
            fold, row.answerMessageId(), row.conversationId(), question.get(), facts, !complete);
    answers.save(answer, row.id(), complete ? "complete" : "interrupted", null);
  }
}
