package dev.klatch.conversation;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A feature that keeps something beside a conversation. It is told within the transaction that
 * makes the change, so that both happen or neither. Work must use the handle it is given.
 */
public interface ConversationListener {
  /** The conversations were deleted, but can be taken back for {@link ConversationService#UNDO}. */
  default void hidden(Handle handle, String userId, List<String> conversationIds) {}

  /** The deletion was taken back. */
  default void restored(Handle handle, String userId, List<String> conversationIds) {}

  /** The conversations are gone for good; what hangs on them goes now. */
  default void purged(Handle handle, String userId, List<String> conversationIds) {}

  /** A message was copied to another conversation of the user. */
  default void copied(Handle handle, String userId, Message original, Message copy) {}
}
