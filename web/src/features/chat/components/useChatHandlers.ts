import { describeError, queryClient } from "@/api";
import { toast } from "@/ui";
import type { ChatActions } from "../actions";
import { keepOne, messagesKey, saveMessage } from "../api";
import { showNewest } from "../branches";
import { focusComposer } from "../composer";
import type { ConversationView } from "../conversationView";
import { NO_PARENT, type Message } from "../stream/frames";
import { mergeMessages } from "../tree";
import { useStableHandlers, type MessageHandlers } from "./handlers";

/** Does something on the server and says it when it fails. */
async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const { text, detail } = describeError(error);
    toast(text, { tone: "danger", ...(detail === undefined ? {} : { detail }) });
  }
}

async function saveText(message: Message, text: string, index?: number): Promise<void> {
  await saveMessage(message, text, index);
  await queryClient.invalidateQueries({ queryKey: messagesKey(message.conversationId ?? "") });
}

async function keepAnswer(message: Message, agentId: string): Promise<void> {
  const kept = await keepOne(message, agentId);
  const conversationId = message.conversationId ?? "";
  if (kept === null) return;
  queryClient.setQueryData<readonly Message[]>(messagesKey(conversationId), (stored) =>
    mergeMessages(stored ?? [], [kept]),
  );
  showNewest(conversationId, message.parentMessageId ?? NO_PARENT);
}

/** Opens the model menu, wherever the shell has put it. */
export function openModelMenu(): void {
  document.querySelector<HTMLElement>("[data-model-menu]")?.click();
}

/** What can be done with the messages of a conversation. */
export function useChatHandlers(
  view: ConversationView,
  actions: ChatActions,
  { inspect, fork }: Pick<MessageHandlers, "inspect" | "fork">,
): MessageHandlers {
  return useStableHandlers({
    choose: view.choose,
    send: (message, text) => {
      actions.editAndSend(message, text);
      focusComposer();
    },
    save: (message, text, index) => void attempt(() => saveText(message, text, index)),
    regenerate: actions.regenerate,
    continueAnswer: actions.continueAnswer,
    editAndContinue: actions.editAndContinue,
    keep: (message, agentId) => void attempt(() => keepAnswer(message, agentId)),
    inspect,
    fork,
    otherModel: openModelMenu,
  });
}
