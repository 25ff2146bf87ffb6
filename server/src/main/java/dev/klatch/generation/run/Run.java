package dev.klatch.generation.run;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.Message;
import dev.klatch.generation.journal.RunLog;
import dev.klatch.http.Principal;
import dev.klatch.provider.Cancellation;
import dev.klatch.provider.EndpointConfig;
import dev.klatch.provider.Part;
import java.util.List;
import java.util.Map;
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
 * @param targets who answers: one, or several side by side
 */
public record Run(
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
    List<Target> targets,
    Cancellation cancellation,
    RunLog log,
    RunStatus status) {
  public String conversationId() {
    return conversation.id();
  }

  /** The first of those who answer; conversation, title and sender are after it. */
  public Target target() {
    return targets.getFirst();
  }

  /** Whether several models answer side by side. */
  public boolean isParallel() {
    return targets.size() > 1;
  }

  /** Version of the control protocol the run was started with. */
  public int protocol() {
    return request.control().protocol();
  }

  public EndpointConfig endpoint() {
    return target().endpoint();
  }

  public String model() {
    return target().model();
  }

  public String sender() {
    return target().sender();
  }

  /** Values of the placeholders that configured headers may hold. */
  public Map<String, String> placeholders() {
    return Placeholders.of(this);
  }

  /** How many parts come before index 0 as readers count. */
  public int hiddenParts() {
    return prefixReplayed ? 0 : prefix.size();
  }

  /** Where a run stands; the part of it that changes. */
  public static final class RunStatus {
    /** States of a run, with the words clients know. */
    public enum State {
      RUNNING("running"),
      COMPLETE("complete"),
      ABORTED("aborted"),
      FAILED("error");

      private final String wireName;

      State(String wireName) {
        this.wireName = wireName;
      }

      public String wireName() {
        return wireName;
      }
    }

    private State state = State.RUNNING;
    private boolean parked;
    private boolean unsaved;
    private @Nullable Long endedAt;

    public synchronized State state() {
      return state;
    }

    synchronized void end(State newState, long at) {
      state = newState;
      endedAt = at;
    }

    /** Milliseconds since 1970, or null while the run goes on. */
    public synchronized @Nullable Long endedAt() {
      return endedAt;
    }

    /** The answer could not be saved and waits. */
    synchronized void noteUnsaved() {
      unsaved = true;
    }

    /** Whether the answer could not be saved when the run ended. */
    public synchronized boolean isUnsaved() {
      return unsaved;
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
