package dev.klatch.generation.run;

import dev.klatch.generation.journal.RunEvent;
import dev.klatch.generation.journal.Steer;
import dev.klatch.http.AppException;
import dev.klatch.http.Principal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user sends while an answer is being written. It is kept safe here and handed back when the
 * run ends, for the client to send as the next turn: an answer that is all text has no point at
 * which it could be taken up.
 */
public final class SteerService {
  private static final int MAX_LENGTH = 16_000;
  private static final int MAX_WAITING = 10;

  private final RunService runs;
  private final SteerStore steers;
  private final Clock clock;

  SteerService(RunService runs, SteerStore steers, Clock clock) {
    this.runs = runs;
    this.steers = steers;
    this.clock = clock;
  }

  /** Where a text stands in the queue, from 1. */
  public record Receipt(Steer steer, int position) {}

  /**
   * Keeps a text. The same client id again finds the one kept before.
   *
   * @param epoch the run the client sees, or null
   * @throws AppException 4xx when it cannot be kept, or nothing is being written
   */
  public Receipt queue(
      Principal user,
      String conversationId,
      @Nullable Long epoch,
      @Nullable String clientId,
      String text) {
    check(text);
    Run run =
        runs.find(user, conversationId)
            .filter(found -> !found.log().isEnded())
            .orElseThrow(
                () ->
                    new AppException(
                        404, "NO_ACTIVE_RUN", "No answer is being written in this conversation."));
    if (epoch != null && epoch != run.epoch()) {
      throw AppException.conflict(
          "RUN_REPLACED", "A newer answer has taken the place of the one meant.");
    }
    List<Steer> waiting = steers.of(conversationId, run.epoch());
    for (int i = 0; i < waiting.size(); i++) {
      if (clientId != null && clientId.equals(waiting.get(i).clientId())) {
        return new Receipt(waiting.get(i), i + 1);
      }
    }
    if (waiting.size() >= MAX_WAITING) {
      throw new AppException(
          429,
          "STEER_QUEUE_FULL",
          MAX_WAITING + " messages wait already. Send more when the answer is finished.");
    }
    Steer steer = new Steer(UUID.randomUUID().toString(), clientId, text, clock.millis());
    steers.insert(conversationId, run.epoch(), steer);
    tell(run);
    return new Receipt(steer, waiting.size() + 1);
  }

  private static void check(String text) {
    if (text.isBlank()) {
      throw AppException.badRequest("EMPTY_TEXT", "The message is empty. Write something first.");
    }
    if (text.length() > MAX_LENGTH) {
      throw new AppException(
          413,
          "STEER_TOO_LONG",
          "A message to a running answer can have at most " + MAX_LENGTH + " characters.");
    }
  }

  /** What waits for one run, oldest first. */
  public List<Steer> waiting(Run run) {
    return steers.of(run.conversationId(), run.epoch());
  }

  /** What earlier runs of the user's conversation left; empty for a conversation of others. */
  public List<Steer> leftovers(Principal user, String conversationId) {
    return runs.owns(user, conversationId) ? steers.of(conversationId, null) : List.of();
  }

  /** Takes a text back; false when it is not waiting any more. */
  public boolean cancel(Principal user, String conversationId, String steerId) {
    boolean removed = runs.owns(user, conversationId) && steers.remove(conversationId, steerId);
    if (removed) {
      runs.find(user, conversationId).filter(run -> !run.log().isEnded()).ifPresent(this::tell);
    }
    return removed;
  }

  private void tell(Run run) {
    run.log().append(List.of(new RunEvent.SteersChanged(waiting(run))));
  }
}
