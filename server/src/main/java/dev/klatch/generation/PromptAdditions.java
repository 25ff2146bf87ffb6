package dev.klatch.generation;

import dev.klatch.http.Principal;
import java.util.List;

/** What other features add to the instructions of every prompt: memories, for instance. */
@FunctionalInterface
public interface PromptAdditions {
  /**
   * The turn a prompt is made for.
   *
   * @param temporary whether the conversation is to leave no trace
   */
  record Turn(Principal user, String conversationId, boolean temporary) {}

  /** Paragraphs that follow the instructions, in order; often none. */
  List<String> instructions(Turn turn);

  /** Adds nothing. */
  static PromptAdditions none() {
    return turn -> List.of();
  }
}
