package dev.klatch.generation.run;

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
import dev.klatch.usage.TokenCounter;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/** One model's way from the prompt to the end of its stream. Belongs to one thread. */
final class ModelTurn {
  private static final Logger LOG = System.getLogger(ModelTurn.class.getName());

  private final Means means;
  private final Run run;
  private final int lane;
  private final Target target;
  private final StepTracker tracker;
  private final List<RunEvent> events = new ArrayList<>();
  private boolean brokeOff;
  private boolean journalFailed;
  private int attempts = 1;
  private int promptTokens;

  /** What every turn works with. */
  record Means(
      PromptAssembly prompts,
      Function<EndpointConfig, ChatModel> models,
      ProviderKeyService keys,
      RunJournal journal,
      TokenCounter tokens,
      ToIntBiFunction<EndpointConfig, String> contextWindow) {}

  /**
   * A turn that has not begun.
   *
   * @param lane place among those who answer, from 0
   */
  ModelTurn(Means means, Run run, int lane, StepTracker tracker) {
    this.means = means;
    this.run = run;
    this.lane = lane;
    this.target = run.targets().get(lane);
    this.tracker = tracker;
  }

  /** Runs to the end; never throws. */
  void carryOut() {
    try {
      ChatRequest request = means.prompts().assemble(run, target);
      measure(request);
      means.models().apply(target.endpoint()).stream(request, context(), this::accept);
    } catch (ProviderException e) {
      fail(e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "run " + run.id() + " failed", e);
      fail(
          ProviderException.of(
                  ProviderException.Kind.PROVIDER_ERROR,
                  "The server failed while it worked on the answer: " + e.getMessage())
              .cause(e)
              .build());
    }
    settle();
  }

  /** Whether the stream ended before its end, with something to show. */
  boolean brokeOff() {
    return brokeOff;
  }

  private CallContext context() {
    return new CallContext(
        CallContext.Purpose.CHAT,
        run.user().id(),
        run.conversationId(),
        run.answerId(),
        Placeholders.of(run),
        means.keys().credentials(run.user().id(), target.endpoint()).orElse(null),
        run.isParallel() ? run.cancellation().branch() : run.cancellation());
  }

  private void measure(ChatRequest request) {
    int sum = 0;
    int instructions = 0;
    for (ChatMessage message : request.messages()) {
      int count = means.tokens().count(message.text()) + TokenCounter.MESSAGE_OVERHEAD;
      for (Part part : message.parts()) {
        count += part instanceof Part.Image image ? image.estimatedTokens() : 0;
      }
      sum += count;
      instructions += message.role() == ChatMessage.Role.SYSTEM ? count : 0;
    }
    promptTokens = sum;
    int messages = request.messages().size() - (instructions == 0 ? 0 : 1);
    int window = means.contextWindow().applyAsInt(target.endpoint(), target.model());
    publish(List.of(new RunEvent.ContextMeasured(lane, sum, instructions, window, messages)));
  }

  private void accept(List<StreamPart> batch) {
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
      means.journal().append(run.id(), news);
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

  private void fail(ProviderException e) {
    brokeOff = true;
    List<RunEvent> last = new ArrayList<>();
    tracker.close(false, last);
    if (!run.cancellation().isCancelled()) {
      FailureDetail detail =
          FailureDetails.of(e, target.endpoint().name(), target.model(), attempts);
      last.add(tracker.failed(detail));
      // A failure before anything arrived is an error, not an answer that could be continued.
      brokeOff = run.log().inspect(fold -> fold.hasContent(lane));
      LOG.log(
          Level.WARNING,
          "{0} {1}: {2} {3}",
          target.endpoint().name(),
          target.model(),
          e.kind().wireName(),
          String.valueOf(e.getMessage()));
    }
    publish(last);
  }

  /** Estimates the usage where the provider told none. */
  private void settle() {
    boolean known = run.log().inspect(fold -> fold.usage(lane) != null || !fold.hasContent(lane));
    if (!known) {
      int output = run.log().inspect(this::countContent);
      publish(
          List.of(
              new RunEvent.UsageReported(
                  lane, new TokenUsage(promptTokens, output, 0, 0, 0, true))));
    }
  }

  private int countContent(RunFold fold) {
    int sum = 0;
    for (Part part : fold.parts(lane)) {
      sum +=
          switch (part) {
            case Part.Text text -> means.tokens().count(text.text());
            case Part.Reasoning reasoning -> means.tokens().count(reasoning.text());
            case Part.ToolCall call -> means.tokens().count(call.arguments());
            case Part.Image image -> image.estimatedTokens();
            case Part.Failure ignored -> 0;
          };
    }
    return sum;
  }
}
