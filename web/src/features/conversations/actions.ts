import { useMutation } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useMatch, useNavigate } from "react-router";
import { describeError, queryClient, type Conversation } from "@/api";
import { toast } from "@/ui";
import {
  archiveConversation,
  conversationKeys,
  deleteConversation,
  duplicateConversation,
  pinConversation,
  renameConversation,
  restoreConversation,
} from "./api";
import {
  patchConversation,
  refreshConversation,
  refreshConversations,
  removeFromLists,
} from "./cache";

/** Time on screen of the way back, in ms; the server keeps a deleted conversation for 60 s. */
const UNDO_MS = 20_000;

/** Says that something did not work, and why. */
export function reportFailure(error: unknown): void {
  const { text, detail } = describeError(error);
  toast(text, { tone: "danger", detail });
}

/** Renames at once in every list; a refusal puts the old title back and says why. */
export function useRenameConversation() {
  return useMutation({
    mutationFn: ({ conversation, title }: { conversation: Conversation; title: string }) => {
      patchConversation({ conversationId: conversation.conversationId, title });
      return renameConversation(conversation.conversationId, title);
    },
    onError: (error, { conversation: { conversationId, title } }) => {
      patchConversation({ conversationId, title });
      reportFailure(error);
    },
  });
}

/** Deletes at once and offers to take it back; an open conversation gives way to a new one. */
export function useDeleteConversation(): (conversation: Conversation) => Promise<void> {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = useMatch("/c/:conversationId")?.params.conversationId;

  return useCallback(
    async ({ conversationId }: Conversation) => {
      const wasOpen = conversationId === open;
      removeFromLists(conversationId);
      if (wasOpen) await navigate("/c/new");
      try {
        await deleteConversation(conversationId);
      } catch (error) {
        reportFailure(error);
        return refreshConversations();
      }
      const undo = async () => {
        try {
          await restoreConversation(conversationId);
          if (wasOpen) await navigate(`/c/${conversationId}`);
        } catch (error) {
          reportFailure(error);
        }
        void queryClient.invalidateQueries({ queryKey: conversationKeys.one(conversationId) });
        await refreshConversations();
      };
      toast(t("conversations.deleted"), {
        lifetimeMs: UNDO_MS,
        action: { label: t("common.undo"), run: () => void undo() },
      });
    },
    [navigate, open, t],
  );
}

/** Pins a conversation to the top of the list, or lets it go. */
export function usePinConversation(): (conversation: Conversation) => Promise<void> {
  return useCallback(async ({ conversationId, pinned }: Conversation) => {
    try {
      await pinConversation(conversationId, pinned !== true);
    } catch (error) {
      reportFailure(error);
    }
    await refreshConversation(conversationId);
    await refreshConversations();
  }, []);
}

/** Puts a conversation into the archive and offers to take it back. */
export function useArchiveConversation(): (conversation: Conversation) => Promise<void> {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = useMatch("/c/:conversationId")?.params.conversationId;
  return useCallback(
    async ({ conversationId }: Conversation) => {
      removeFromLists(conversationId);
      if (conversationId === open) await navigate("/c/new");
      const set = async (archived: boolean) => {
        try {
          await archiveConversation(conversationId, archived);
        } catch (error) {
          reportFailure(error);
        }
        await refreshConversations();
      };
      await set(true);
      toast(t("conversations.archived"), {
        lifetimeMs: UNDO_MS,
        action: { label: t("common.undo"), run: () => void set(false) },
      });
    },
    [navigate, open, t],
  );
}

/** Makes a copy and opens it. */
export function useDuplicateConversation(): (conversation: Conversation) => Promise<void> {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return useCallback(
    async ({ conversationId, title }: Conversation) => {
      try {
        const copy = t("conversations.copyOf", { title: title ?? t("conversations.untitled") });
        const { conversation } = await duplicateConversation(conversationId, copy);
        await refreshConversations();
        await navigate(`/c/${conversation.conversationId}`);
      } catch (error) {
        reportFailure(error);
      }
    },
    [navigate, t],
  );
}
