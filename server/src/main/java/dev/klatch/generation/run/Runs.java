package dev.klatch.generation.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The runs of this process: those going on, and those that ended a moment ago and may still be
 * read. A conversation has at most one.
 */
final class Runs {
  /** How long an ended run can still be read. */
  static final Duration RETENTION = Duration.ofMinutes(2);

  private final ConcurrentMap<String, Run> byConversation = new ConcurrentHashMap<>();

  void add(Run run) {
    byConversation.put(run.conversationId(), run);
  }

  Optional<Run> find(String conversationId) {
    return Optional.ofNullable(byConversation.get(conversationId));
  }

  /** The run that is still going on in a conversation. */
  Optional<Run> live(String conversationId) {
    return find(conversationId).filter(run -> !run.log().isEnded());
  }

  /** Runs still going on, of one user. */
  List<Run> liveOf(String userId) {
    List<Run> live = new ArrayList<>();
    for (Run run : byConversation.values()) {
      if (run.user().id().equals(userId) && !run.log().isEnded()) {
        live.add(run);
      }
    }
    return live;
  }

  List<Run> live() {
    return byConversation.values().stream().filter(run -> !run.log().isEnded()).toList();
  }

  /** Forgets the runs of a user, all of which have ended. */
  void forget(String userId) {
    byConversation.values().removeIf(run -> run.user().id().equals(userId));
  }

  /** Forgets runs that ended before a time, in milliseconds since 1970. */
  void forgetEndedBefore(long time) {
    byConversation
        .values()
        .removeIf(
            run -> {
              Long ended = run.status().endedAt();
              return ended != null && ended < time;
            });
  }
}
