package dev.klatch.generation.run;

import dev.klatch.access.Policy;
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
  private final Policy policy;
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
      Policy policy,
      ConversationService conversations,
      TurnStore turns,
      RunStore store,
      Runs runs,
      RunLoop loop,
      RunJournal journal,
      Consumer<Run> onStart,
      Clock clock) {
    this.targets = targets;
    this.policy = policy;
    this.conversations = conversations;
    this.turns = turns;
    this.store = store;
    this.runs = runs;
    this.loop = loop;
    this.journal = journal;
    this.onStart = onStart;
    this.clock = clock;
  }

  /**
   * What a client learns when it starts a run.
   *
   * @param epoch of the run, or of the one that took its place
   */
  public record Started(String conversationId, long epoch, Outcome outcome) {}

  /** How a start ended. */
  public enum Outcome {
    /** A new run began. */
    STARTED,
    /** The request had started a run before, which can still be followed. */
    RESUMED,
    /** The run it had started is over and saved. */
    SETTLED,
    /** A newer run took the place of the one it had started. */
    REPLACED
  }

  /**
   * Saves the user's message and starts the run. The same {@code clientRequestId} again finds the
   * run it started before.
   *
   * @throws AppException when it cannot start; nothing is saved then
   */
  public Started start(Principal user, StartRequest asked) {
    if (stopping) {
      throw new AppException(
              503, "SERVER_NOT_READY", "The server is restarting. Try again in a moment.")
          .retryAfter(5);
    }
    StartRequest request = targets.permitted(asked);
    List<Target> chosen = targets.resolve(user, request);
    requireTemporary(user, request);
    String conversationId = conversationId(user, request);
    ReentrantLock lock = locks.get(Math.floorMod(conversationId.hashCode(), locks.size()));
    lock.lock();
    try {
      Optional<Started> before = before(user, request);
      return before.isPresent() ? before.get() : begin(user, request, chosen, conversationId);
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
    return store.findByRequest(user.id(), requestId).map(this::again);
  }

  /** What has become of a run that was started before. */
  private Started again(RunStore.Row row) {
    String conversationId = row.conversationId();
    Optional<Run> known = runs.find(conversationId);
    if (known.isPresent() && known.get().epoch() == row.epoch()) {
      return new Started(conversationId, row.epoch(), Outcome.RESUMED);
    }
    return known
        .filter(run -> run.epoch() > row.epoch() && !run.log().isEnded())
        .map(run -> new Started(conversationId, run.epoch(), Outcome.REPLACED))
        .orElseGet(() -> new Started(conversationId, row.epoch(), Outcome.SETTLED));
  }

  private void requireTemporary(Principal user, StartRequest request) {
    if (request.temporary()
        && request.conversationId() == null
        && !policy.may(user, "TEMPORARY_CHAT", "USE")) {
      throw AppException.forbidden(
          "Temporary chats are switched off for you. Start an ordinary one.");
    }
  }

  /** The client must know the run before, or it would answer something it has not seen. */
  private void requirePredecessor(StartRequest request, String conversationId) {
    Long expected = request.control().expectedPredecessor();
    long last = expected == null ? 0 : store.lastEpoch(conversationId);
    if (expected != null && last != 0 && last != expected) {
      throw AppException.conflict(
              "GENERATION_PREDECESSOR_MISMATCH",
              "Another answer was written in this conversation meanwhile. Reload it, then send"
                  + " again.")
          .with("status", "predecessor_mismatch")
          .with("streamId", conversationId)
          .with("conversationId", conversationId)
          .with("generationCreatedAt", last)
          .with("active", runs.live(conversationId).isPresent())
          .with("predecessorVerified", true);
    }
  }

  private Started begin(
      Principal user, StartRequest request, List<Target> chosen, String conversationId) {
    boolean exists =
        request.conversationId() != null
            || conversations.find(user.id(), conversationId).isPresent();
    Optional<Conversation> existing =
        exists ? Optional.of(conversations.require(user.id(), conversationId)) : Optional.empty();
    existing.ifPresent(conversation -> requirePredecessor(request, conversation.id()));
    existing.ifPresent(conversation -> endPredecessor(conversation.id()));
    TurnStore.Turn turn = turns.begin(user, request, chosen, conversationId, existing);
    Run run = run(user, request, chosen, turn);
    List<RunEvent> prefix = turn.facts().prefix();
    if (run.prefixReplayed()) {
      run.log().append(prefix);
    } else {
      run.log().seed(prefix);
    }
    runs.add(run);
    Thread.ofVirtual().name("run-" + run.id()).start(() -> loop.carryOut(run, turn.facts()));
    onStart.accept(run);
    return new Started(run.conversationId(), run.epoch(), Outcome.STARTED);
  }

  private static Run run(
      Principal user, StartRequest request, List<Target> chosen, TurnStore.Turn turn) {
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
        chosen,
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

  /** Whether a conversation is the user's: stored, or about to be. */
  boolean owns(Principal user, String conversationId) {
    return conversations.find(user.id(), conversationId).isPresent();
  }

  /** How an earlier run of the user's ended, as stored; empty when it is not known any more. */
  public Optional<RunStatus> ended(Principal user, String conversationId, long epoch) {
    return store
        .find(user.id(), conversationId, epoch)
        .filter(row -> !row.status().equals("running"))
        .map(row -> new RunStatus(row.status()));
  }

  /**
   * The stored end of a run.
   *
   * @param state {@code complete}, {@code aborted}, {@code error} or {@code interrupted}
   */
  public record RunStatus(String state) {
    /** The state in the words of clients, which know no interruption. */
    public String wireName() {
      return state.equals("interrupted") ? "aborted" : state;
    }
  }

  /** The user's conversation as stored. */
  public Optional<Conversation> conversation(Principal user, String conversationId) {
    return conversations.find(user.id(), conversationId);
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
      if (!awaitEnd(run, END_WAIT)) {
        throw AppException.conflict(
                "RUN_STILL_ACTIVE", "The answer is still being saved. Try again in a moment.")
            .retryAfter(1);
      }
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
