package dev.klatch.share;

import dev.klatch.conversation.Message;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the files of shared messages for viewers. Called within the transaction that makes or ends
 * a link.
 */
public interface ShareFiles {
  /** Nothing is shown of files. */
  ShareFiles NONE =
      new ShareFiles() {
        @Override
        public List<ObjectNode> snapshot(Handle handle, String shareId, Message message) {
          return List.of();
        }

        @Override
        public void dropped(Handle handle, String shareId) {}
      };

  /**
   * Keeps a message's files for the viewers of a link.
   *
   * @return what viewers are told of them, without anything of the owner's: no id, no path
   */
  List<ObjectNode> snapshot(Handle handle, String shareId, Message message);

  /** The link is no more; what was kept for it goes. */
  void dropped(Handle handle, String shareId);
}
