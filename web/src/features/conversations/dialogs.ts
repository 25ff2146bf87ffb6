/** The one dialog about a conversation that may be open. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Conversation } from "@/api";

export type ConversationDialogKind = "bookmarks" | "project" | "share";

export interface ConversationDialog {
  kind: ConversationDialogKind;
  conversation: Pick<Conversation, "conversationId" | "title">;
}

const store = createStore<{ dialog: ConversationDialog | undefined }>(() => ({
  dialog: undefined,
}));

export function useConversationDialog(): ConversationDialog | undefined {
  return useStore(store, ({ dialog }) => dialog);
}

/** Opens a dialog, or closes the open one. */
export function showConversationDialog(dialog: ConversationDialog | undefined): void {
  store.setState({ dialog });
}
