import { lazy, Suspense } from "react";
import { showConversationDialog, useConversationDialog } from "@/features/conversations";

const ShareDialog = lazy(async () => ({ default: (await import("./ShareDialog")).ShareDialog }));

/** The dialog that shares a conversation, when it is open. */
export function ShareOverlay() {
  const dialog = useConversationDialog();
  if (dialog?.kind !== "share") return null;
  return (
    <Suspense fallback={null}>
      <ShareDialog
        conversation={dialog.conversation}
        onClose={() => showConversationDialog(undefined)}
      />
    </Suspense>
  );
}
