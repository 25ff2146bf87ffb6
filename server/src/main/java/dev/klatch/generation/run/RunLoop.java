package dev.klatch.generation.run;

import dev.klatch.conversation.Message;
import dev.klatch.generation.journal.LaneIndices;
import dev.klatch.generation.journal.RunEnd;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunFold;
import dev.klatch.generation.journal.RunJournal;
import dev.klatch.generation.journal.StepTracker;
import dev.klatch.sql.DatabaseException;
import dev.klatch.usage.TokenCounter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Carries out one run on its own virtual thread, from the prompt to the saved answer. */
final class RunLoop {
  private static final Logger LOG = System.getLogger(RunLoop.class.getName());

  private final ModelTurn.Means means;
  private final RunJournal journal;
  private final Answers answers;
  private final TokenCounter tokens;
  private final SaveRetry saveRetry;
  private final Clock clock;

  RunLoop(ModelTurn.Means means, Answers answers, SaveRetry saveRetry, Clock clock) {
    this.means = means;
    this.journal = means.journal();
    this.answers = answers;
    this.tokens = means.tokens();
    this.saveRetry = saveRetry;
    this.clock = clock;
  }

  /** Runs to the end; never throws. */
  void carryOut(Run run, Answers.Facts facts) {
    List<ModelTurn> turns = turns(run);
    List<Thread> beside = new ArrayList<>();
    for (ModelTurn turn : turns.subList(1, turns.size())) {
      beside.add(Thread.ofVirtual().name("run-" + run.id() + "-beside").start(turn::carryOut));
    }
    turns.getFirst().carryOut();
    for (Thread thread : beside) {
      join(thread, run);
    }
    finish(run, facts, turns);
  }

  /** One turn for each that answers; they share the indices of the content. */
  private List<ModelTurn> turns(Run run) {
    List<IntSupplier> indices =
        LaneIndices.of(run.targets().size(), run.log().inspect(RunFold::nextIndex));
    List<ModelTurn> turns = new ArrayList<>();
    for (int lane = 0; lane < run.targets().size(); lane++) {
      StepTracker tracker = new StepTracker(clock::millis, indices.get(lane), lane);
      resume(run, tracker);
      turns.add(new ModelTurn(means, run, lane, tracker));
    }
    return turns;
  }

  /** A continued answer goes on in its last text, if that is open. */
  private static void resume(Run run, StepTracker tracker) {
    int open = run.log().inspect(RunFold::openIndex);
    RunEvent.StepKind kind = run.log().inspect(fold -> fold.kindAt(open));
    if (kind == RunEvent.StepKind.TEXT) {
      tracker.resume(open, kind);
    }
  }

  private static void join(Thread thread, Run run) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      // Nobody interrupts runs; should it happen, the other model must not write on unattended.
      run.cancellation().cancel();
      Thread.currentThread().interrupt();
    }
  }

  private void finish(Run run, Answers.Facts facts, List<ModelTurn> turns) {
    boolean cancelled = run.cancellation().isCancelled();
    // Of several answers one may have failed; there is no one place to go on from.
    boolean unfinished = cancelled || (!run.isParallel() && turns.getFirst().brokeOff());
    Run.RunStatus.State state = state(run, cancelled);
    Message answer =
        run.log()
            .inspect(
                fold ->
                    answers.message(
                        fold,
                        run.answerId(),
                        run.conversationId(),
                        run.userMessage(),
                        facts,
                        unfinished));
    String status = run.status().isParked() ? "interrupted" : state.wireName();
    Integer questionTokens = tokens.count(run.userMessage().text()) + TokenCounter.MESSAGE_OVERHEAD;
    try {
      answers.save(answer, run.id(), status, questionTokens);
      journal.ended(run.id());
    } catch (DatabaseException e) {
      LOG.log(Level.ERROR, "the answer of run {0} is not saved yet: {1}", run.id(), e.getMessage());
      run.status().noteUnsaved();
      saveRetry.later(
          () -> answers.save(answer, run.id(), status, questionTokens),
          () -> journal.ended(run.id()));
      tellUnsaved(run, e);
    }
    run.status().end(state, clock.millis());
    run.log().end(end(run, answer, cancelled, questionTokens));
  }

  private static Run.RunStatus.State state(Run run, boolean cancelled) {
    if (cancelled) {
      return Run.RunStatus.State.ABORTED;
    }
    boolean failed = run.log().inspect(RunFold::failedLanes) == run.targets().size();
    return failed ? Run.RunStatus.State.FAILED : Run.RunStatus.State.COMPLETE;
  }

  private RunEnd end(Run run, Message answer, boolean cancelled, @Nullable Integer questionTokens) {
    try {
      return answers.end(run, answer, cancelled, questionTokens);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the end of run " + run.id() + " is not readable", e);
      return new RunEnd.Lost(
          "The answer is complete, but it could not be read back: " + e.getMessage());
    }
  }

  private static void tellUnsaved(Run run, DatabaseException e) {
    run.log()
        .append(
            List.of(
                new RunEvent.Retrying(
                    0, 1, 1, 0, "not_saved", null, String.valueOf(e.getMessage()))));
  }
}
