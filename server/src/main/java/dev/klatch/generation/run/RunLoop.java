package dev.klatch.generation.run;

import dev.klatch.conversation.Message;
import dev.klatch.generation.journal.RunEnd;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunFold;
import dev.klatch.generation.journal.RunJournal;
import dev.klatch.generation.journal.StepTracker;
import dev.klatch.provider.CallContext;
import dev.klatch.provider.ChatMessage;
import dev.klatch.provider.ChatModel;
import dev.klatch.provider.ChatRequest;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.Part;
import dev.klatch.provider.ProviderException;
import dev.klatch.provider.StreamPart;
import dev.klatch.provider.TokenUsage;
import dev.klatch.providerkey.ProviderKeyService;
import dev.klatch.routing.FailureDetails;
import dev.klatch.sql.DatabaseException;
import dev.klatch.usage.TokenCounter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Carries out one run on its own virtual thread, from the prompt to the saved answer. */
final class RunLoop {
  private static final Logger LOG = System.getLogger(RunLoop.class.getName());

  private final PromptAssembly prompts;
  private final Function<EndpointConfig, ChatModel> models;
  private final ProviderKeyService keys;
  private final RunJournal journal;
  private final Answers answers;
  private final TokenCounter tokens;
  private final ToIntFunction<Run> contextWindow;
  private final SaveRetry saveRetry;
  private final Clock clock;

  RunLoop(
      PromptAssembly prompts,
      Function<EndpointConfig, ChatModel> models,
      ProviderKeyService keys,
      RunJournal journal,
      Answers answers,
      TokenCounter tokens,
      ToIntFunction<Run> contextWindow,
      SaveRetry saveRetry,
      Clock clock) {
    this.prompts = prompts;
    this.models = models;
    this.keys = keys;
    this.journal = journal;
    this.answers = answers;
    this.tokens = tokens;
    this.contextWindow = contextWindow;
    this.saveRetry = saveRetry;
    this.clock = clock;
  }

  /** Runs to the end; never throws. */
  void carryOut(Run run, Answers.Facts facts) {
    StepTracker tracker = tracker(run);
    Turn turn = new Turn(run, tracker);
    try {
      ChatRequest request = prompts.assemble(run);
      turn.measure(request);
      models.apply(run.endpoint()).stream(request, context(run), turn::accept);
    } catch (ProviderException e) {
      turn.fail(e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "run " + run.id() + " failed", e);
      turn.fail(
          ProviderException.of(
                  ProviderException.Kind.PROVIDER_ERROR,
                  "The server failed while it worked on the answer: " + e.getMessage())
              .cause(e)
              .build());
    }
    finish(turn, facts);
  }

  private StepTracker tracker(Run run) {
    int next = run.log().inspect(RunFold::nextIndex);
    StepTracker tracker = new StepTracker(clock::millis, next);
    int open = run.log().inspect(RunFold::openIndex);
    RunEvent.StepKind kind = run.log().inspect(fold -> fold.kindAt(open));
    if (kind == RunEvent.StepKind.TEXT) {
      tracker.resume(open, kind);
    }
    return tracker;
  }

  private CallContext context(Run run) {
    return new CallContext(
        CallContext.Purpose.CHAT,
        run.user().id(),
        run.conversationId(),
        run.answerId(),
        Placeholders.of(run),
        keys.credentials(run.user().id(), run.endpoint()).orElse(null),
        run.cancellation());
  }

  private void finish(Turn turn, Answers.Facts facts) {
    Run run = turn.run;
    turn.settle();
    boolean cancelled = run.cancellation().isCancelled();
    boolean failed = run.log().inspect(fold -> fold.failure() != null);
    boolean unfinished = cancelled || turn.brokeOff;
    Run.RunStatus.State state =
        cancelled
            ? Run.RunStatus.State.ABORTED
            : failed ? Run.RunStatus.State.FAILED : Run.RunStatus.State.COMPLETE;
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
    Integer questionTokens = turn.questionTokens;
    try {
      answers.save(answer, run.id(), status, questionTokens);
      journal.ended(run.id());
    } catch (DatabaseException e) {
      LOG.log(Level.ERROR, "the answer of run {0} is not saved yet: {1}", run.id(), e.getMessage());
      saveRetry.later(
          () -> answers.save(answer, run.id(), status, questionTokens),
          () -> journal.ended(run.id()));
      turn.failUnsaved(e);
    }
    run.status().end(state, clock.millis());
    run.log().end(end(run, answer, cancelled, questionTokens));
  }

  private RunEnd end(Run run, Message answer, boolean cancelled, @Nullable Integer questionTokens) {
    try {
      return answers.end(run, answer, cancelled, questionTokens);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the end of run is not readable: " + run.id(), e);
      return new RunEnd.Lost(
          "The answer is complete, but it could not be read back: " + e.getMessage());
    }
  }

  /** One run's way through the model's stream. */
  private final class Turn {
    private final Run run;
    private final StepTracker tracker;
    private final List<RunEvent> events = new ArrayList<>();
    private boolean brokeOff;
    private boolean journalFailed;
    private int attempts = 1;
    private int promptTokens;
    private @Nullable Integer questionTokens;

    Turn(Run run, StepTracker tracker) {
      this.run = run;
      this.tracker = tracker;
    }

    void measure(ChatRequest request) {
      int sum = 0;
      for (ChatMessage message : request.messages()) {
        sum += tokens.count(message.text()) + TokenCounter.MESSAGE_OVERHEAD;
      }
      promptTokens = sum;
      questionTokens = tokens.count(run.userMessage().text()) + TokenCounter.MESSAGE_OVERHEAD;
      publish(
          List.of(
              new RunEvent.ContextMeasured(
                  sum, contextWindow.applyAsInt(run), request.messages().size())));
    }

    void accept(List<StreamPart> batch) {
      events.clear();
      for (StreamPart part : batch) {
        if (part instanceof StreamPart.Retry retry) {
          attempts = retry.attempt() + 1;
        }
        tracker.translate(part, events);
      }
      publish(events);
    }

    private void publish(List<RunEvent> news) {
      if (news.isEmpty()) {
        return;
      }
      try {
        journal.append(run.id(), news);
      } catch (IOException e) {
        if (!journalFailed) {
          journalFailed = true;
          LOG.log(
              Level.ERROR,
              "run {0} is not journaled, a crash would lose its answer: {1}",
              run.id(),
              e.getMessage());
        }
      }
      run.log().append(news);
    }

    void fail(ProviderException e) {
      brokeOff = true;
      List<RunEvent> last = new ArrayList<>();
      tracker.close(false, last);
      if (!run.cancellation().isCancelled()) {
        FailureDetail detail = FailureDetails.of(e, run.endpoint().name(), run.model(), attempts);
        last.add(new RunEvent.Failed(tracker.nextIndex(), detail));
        // A failure before anything arrived is an error, not an answer that could be continued.
        brokeOff = run.log().inspect(RunFold::hasContent);
        LOG.log(
            Level.WARNING,
            "{0} {1}: {2} {3}",
            run.endpoint().name(),
            run.model(),
            e.kind().wireName(),
            String.valueOf(e.getMessage()));
      }
      publish(last);
    }

    /** Estimates the usage where the provider told none. */
    void settle() {
      boolean known = run.log().inspect(fold -> fold.usage() != null || !fold.hasContent());
      if (!known) {
        int output = run.log().inspect(this::countContent);
        publish(
            List.of(
                new RunEvent.UsageReported(new TokenUsage(promptTokens, output, 0, 0, 0, true))));
      }
    }

    private int countContent(RunFold fold) {
      int sum = 0;
      for (Part part : fold.parts()) {
        sum +=
            switch (part) {
              case Part.Text text -> tokens.count(text.text());
              case Part.Reasoning reasoning -> tokens.count(reasoning.text());
              case Part.ToolCall call -> tokens.count(call.arguments());
              case Part.Failure ignored -> 0;
            };
      }
      return sum;
    }

    void failUnsaved(DatabaseException e) {
      run.log()
          .append(
              List.of(
                  new RunEvent.Retrying(
                      1, 1, 0, "not_saved", null, String.valueOf(e.getMessage()))));
    }
  }
}
