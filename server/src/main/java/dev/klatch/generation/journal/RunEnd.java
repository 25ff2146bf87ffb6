package dev.klatch.generation.journal;

import dev.klatch.conversation.Conversation;
import dev.klatch.conversation.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run ended, as its readers are told. */
public sealed interface RunEnd {
  /**
   * The answer is saved, or will be.
   *
   * @param conversation as it is stored now
   * @param objectIds document ids of the conversation's messages, oldest first
   * @param stopped whether somebody stopped it
   * @param questionTokens tokens of the user's message, when counted
   * @param steers what the user sent meanwhile and the run did not take up
   */
  record Answered(
      Conversation conversation,
      List<String> objectIds,
      Message question,
      Message answer,
      boolean stopped,
      @Nullable Integer questionTokens,
      List<Steer> steers)
      implements RunEnd {}

  /** The answer cannot be told. */
  record Lost(String message) implements RunEnd {}
}
