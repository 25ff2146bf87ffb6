import { useMutation } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useMatch, useNavigate } from "react-router";
import { describeError, queryClient, type Conversation } from "@/api";
import { toast } from "@/ui";
import {
  conversationKeys,
  deleteConversation,
  renameConversation,
  restoreConversation,
} from "./api";
import { patchConversation, refreshConversations, removeFromLists } from "./cache";

/** Time on screen of the way back, in ms; the server keeps a deleted conversation for 60 s. */
const UNDO_MS = 20_000;

function showFailure(error: unknown): void {
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
      showFailure(error);
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
        showFailure(error);
        return refreshConversations();
      }
      const undo = async () => {
        try {
          await restoreConversation(conversationId);
          if (wasOpen) await navigate(`/c/${conversationId}`);
        } catch (error) {
          showFailure(error);
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
