import { lazy, Suspense } from "react";
import { showConversationDialog, useConversationDialog } from "../dialogs";

const BookmarkDialog = lazy(async () => ({
  default: (await import("./BookmarkDialog")).BookmarkDialog,
}));
const ProjectDialog = lazy(async () => ({
  default: (await import("./ProjectDialog")).ProjectDialog,
}));

/** The dialogs about bookmarks and projects, when one is open. */
export function OrganiseDialogs() {
  const dialog = useConversationDialog();
  if (dialog === undefined || dialog.kind === "share") return null;
  const close = () => showConversationDialog(undefined);
  const id = dialog.conversation.conversationId;
  return (
    <Suspense fallback={null}>
      {dialog.kind === "bookmarks" ? (
        <BookmarkDialog conversationId={id} onClose={close} />
      ) : (
        <ProjectDialog conversationId={id} onClose={close} />
      )}
    </Suspense>
  );
}
