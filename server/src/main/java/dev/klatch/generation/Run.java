package dev.klatch.generation;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.Message;
import dev.klatch.http.Principal;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.Part;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One assistant turn while it is alive, and for a short while after.
 *
 * @param id of the run itself
 * @param epoch start in milliseconds since 1970, strictly increasing within a conversation;
 *     together with the conversation it names the run to clients
 * @param request what the client asked for
 * @param userMessage the message answered
 * @param answerId id of the answer; an existing one when an answer is continued
 * @param prefix content the answer starts with: an edited part, or the answer being continued
 * @param prefixReplayed whether readers get the prefix as events (continue) or add it by themselves
 *     (edit)
 * @param firstTurn whether the conversation was new
 */
record Run(
    UUID id,
    Principal user,
    Conversation conversation,
    long epoch,
    StartRequest request,
    Message userMessage,
    String answerId,
    List<Part> prefix,
    boolean prefixReplayed,
    boolean firstTurn,
    EndpointConfig endpoint,
    String sender,
    Cancellation cancellation,
    RunLog log,
    RunStatus status) {
  String conversationId() {
    return conversation.id();
  }

  String model() {
    return request.model();
  }

  /** How many parts come before index 0 as readers count. */
  int hiddenParts() {
    return prefixReplayed ? 0 : prefix.size();
  }

  /** Where a run stands; the part of it that changes. */
  static final class RunStatus {
    /** States of a run, with the words clients know. */
    enum State {
      RUNNING("running"),
      COMPLETE("complete"),
      ABORTED("aborted"),
      FAILED("error");

      private final String wireName;

      State(String wireName) {
        this.wireName = wireName;
      }

      String wireName() {
        return wireName;
      }
    }

    private State state = State.RUNNING;
    private boolean parked;
    private @Nullable Long endedAt;

    synchronized State state() {
      return state;
    }

    synchronized void end(State newState, long at) {
      state = newState;
      endedAt = at;
    }

    /** Milliseconds since 1970, or null while the run goes on. */
    synchronized @Nullable Long endedAt() {
      return endedAt;
    }

    /** The server is going down and the answer is kept for later. */
    synchronized void park() {
      parked = true;
    }

    synchronized boolean isParked() {
      return parked;
    }
  }
}
