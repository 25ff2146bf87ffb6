package dev.klatch.generation.run;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.ConversationService;
import dev.klatch.crypto.Ids;
import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.RunJournal;
import dev.klatch.generation.journal.RunLog;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import dev.klatch.provider.Cancellation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Starts, finds and ends runs. */
public final class RunService {
  private static final Logger LOG = System.getLogger(RunService.class.getName());

  /**
   * Namespace of conversation ids made of user and request id; the wire contract fixes it (3.3).
   */
  private static final UUID CONVERSATION_NAMESPACE =
      UUID.fromString("d7f2518c-94b8-4fe8-97ad-2d4bdb2c9f43");

  private static final Duration END_WAIT = Duration.ofSeconds(10);

  private final Targets targets;
  private final ConversationService conversations;
  private final TurnStore turns;
  private final RunStore store;
  private final Runs runs;
  private final RunLoop loop;
  private final RunJournal journal;
  private final Consumer<Run> onStart;
  private final Clock clock;
  private final List<ReentrantLock> locks =
      IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toList();
  private volatile boolean stopping;

  RunService(
      Targets targets,
      ConversationService conversations,
      TurnStore turns,
      RunStore store,
      Runs runs,
      RunLoop loop,
      RunJournal journal,
      Consumer<Run> onStart,
      Clock clock) {
    this.targets = targets;
    this.conversations = conversations;
    this.turns = turns;
    this.store = store;
    this.runs = runs;
    this.loop = loop;
    this.journal = journal;
    this.onStart = onStart;
    this.clock = clock;
  }

  /** What a client learns when it starts a run. */
  public record Started(String conversationId, long epoch, boolean resumed) {}

  /**
   * Saves the user's message and starts the run. The same {@code clientRequestId} again finds the
   * run it started before.
   *
   * @throws AppException when it cannot start; nothing is saved then
   */
  public Started start(Principal user, StartRequest request) {
    if (stopping) {
      throw new AppException(
              503, "SERVER_NOT_READY", "The server is restarting. Try again in a moment.")
          .retryAfter(5);
    }
    Target target = targets.resolve(user, request);
    String conversationId = conversationId(user, request);
    ReentrantLock lock = locks.get(Math.floorMod(conversationId.hashCode(), locks.size()));
    lock.lock();
    try {
      Optional<Started> before = before(user, request);
      return before.isPresent() ? before.get() : begin(user, request, target, conversationId);
    } finally {
      lock.unlock();
    }
  }

  /** A new conversation's id comes from user and request, so that a repeated start finds it. */
  private static String conversationId(Principal user, StartRequest request) {
    if (request.conversationId() != null) {
      return request.conversationId();
    }
    String requestId = request.clientRequestId();
    return requestId == null
        ? UUID.randomUUID().toString()
        : Ids.uuid5(CONVERSATION_NAMESPACE, user.id() + ":" + requestId).toString();
  }

  private Optional<Started> before(Principal user, StartRequest request) {
    String requestId = request.clientRequestId();
    if (requestId == null) {
      return Optional.empty();
    }
    return store
        .findByRequest(user.id(), requestId)
        .map(row -> new Started(row.conversationId(), row.epoch(), true));
  }

  private Started begin(
      Principal user, StartRequest request, Target target, String conversationId) {
    boolean exists =
        request.conversationId() != null
            || conversations.find(user.id(), conversationId).isPresent();
    Optional<Conversation> existing =
        exists ? Optional.of(conversations.require(user.id(), conversationId)) : Optional.empty();
    existing.ifPresent(conversation -> endPredecessor(conversation.id()));
    TurnStore.Turn turn = turns.begin(user, request, target, conversationId, existing);
    Run run = run(user, request, target, turn);
    List<RunEvent> prefix = turn.facts().prefix();
    if (run.prefixReplayed()) {
      run.log().append(prefix);
    } else {
      run.log().seed(prefix);
    }
    runs.add(run);
    Thread.ofVirtual().name("run-" + run.id()).start(() -> loop.carryOut(run, turn.facts()));
    onStart.accept(run);
    return new Started(run.conversationId(), run.epoch(), false);
  }

  private static Run run(Principal user, StartRequest request, Target target, TurnStore.Turn turn) {
    return new Run(
        turn.runId(),
        user,
        turn.conversation(),
        turn.epoch(),
        request,
        turn.question(),
        turn.answerId(),
        turn.prefix(),
        request.editedPart() == null,
        turn.firstTurn(),
        target,
        new Cancellation(),
        new RunLog(),
        new Run.RunStatus());
  }

  /** A conversation has one run: a newer one ends the older, whose answer so far is kept. */
  private void endPredecessor(String conversationId) {
    runs.live(conversationId)
        .ifPresent(
            run -> {
              run.cancellation().cancel();
              if (!awaitEnd(run, END_WAIT)) {
                throw AppException.conflict(
                    "RUN_STILL_ACTIVE",
                    "The answer before is still being saved. Try again in a moment.");
              }
            });
  }

  /** The run of the user's conversation, going on or ended a moment ago. */
  public Optional<Run> find(Principal user, String conversationId) {
    Optional<Run> run = runs.find(conversationId);
    if (run.isPresent() && !run.get().user().id().equals(user.id())) {
      throw AppException.forbidden("This answer belongs to somebody else.");
    }
    return run;
  }

  public List<String> activeConversations(Principal user) {
    return runs.liveOf(user.id()).stream().map(Run::conversationId).toList();
  }

  /**
   * Stops a run and waits until its answer so far is saved.
   *
   * @param conversationId null: the user's only run
   * @param epoch null: whichever run is going on
   */
  public Run abort(Principal user, @Nullable String conversationId, @Nullable Long epoch) {
    Run run = conversationId == null ? onlyRun(user) : required(user, conversationId);
    if (epoch != null && epoch != run.epoch()) {
      throw AppException.conflict(
          "RUN_REPLACED", "A newer answer has taken the place of the one to be stopped.");
    }
    if (!run.log().isEnded()) {
      run.cancellation().cancel();
      awaitEnd(run, END_WAIT);
    }
    return run;
  }

  private Run required(Principal user, String conversationId) {
    return find(user, conversationId)
        .orElseThrow(
            () ->
                AppException.notFound("No answer is being written in this conversation.")
                    .with("streamId", conversationId));
  }

  private Run onlyRun(Principal user) {
    List<Run> live = runs.liveOf(user.id());
    if (live.isEmpty()) {
      throw AppException.notFound("No answer is being written.");
    }
    if (live.size() > 1) {
      throw AppException.conflict(
          "AMBIGUOUS_ACTIVE_RUN", "Several answers are being written: say which to stop.");
    }
    return live.getFirst();
  }

  private static boolean awaitEnd(Run run, Duration limit) {
    try (RunLog.Reader reader = run.log().resume(fold -> Boolean.TRUE).reader()) {
      return reader.awaitEnd(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Stops a user's runs and removes what is stored of them.
   *
   * @throws IllegalStateException when one does not end; try again later
   */
  public void erase(String userId) {
    List<Run> live = runs.liveOf(userId);
    live.forEach(run -> run.cancellation().cancel());
    for (Run run : live) {
      if (!awaitEnd(run, END_WAIT)) {
        throw new IllegalStateException("an answer of user " + userId + " does not end");
      }
    }
    store.deleteAll(userId);
    runs.forget(userId);
  }

  /** Periodic work: signs of life for readers, and forgetting what nobody reads any more. */
  public void housekeeping() {
    runs.live().forEach(run -> run.log().heartbeat());
    runs.forgetEndedBefore(clock.millis() - Runs.RETENTION.toMillis());
  }

  /** Removes rows that only served idempotency. */
  public void purge() {
    store.purge(clock.instant().minus(Duration.ofDays(1)).toEpochMilli());
  }

  /**
   * Takes no more runs, lets those going on finish for a while, then parks the rest: their answers
   * so far are saved as unfinished and can be continued.
   */
  public void stop(Duration grace) {
    stopping = true;
    long end = System.nanoTime() + grace.toNanos();
    for (Run run : runs.live()) {
      awaitEnd(run, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    List<Run> left = runs.live();
    for (Run run : left) {
      run.status().park();
      run.cancellation().cancel();
    }
    left.forEach(run -> awaitEnd(run, END_WAIT));
    if (!left.isEmpty()) {
      LOG.log(Level.INFO, "{0} running answers were parked as unfinished", left.size());
    }
    journal.close();
  }
}
